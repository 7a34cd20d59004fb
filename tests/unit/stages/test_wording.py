"""What free text says, on the real lists: a page, a stream or a certificate that no rule knows word by word."""

from datetime import UTC, datetime

import pytest

from app.answer import identify_answer
from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.device import SightingGroup
from app.model.identity import Identity, Kind
from app.model.sighting import Protocol, Sighting
from app.stages.identify import ClaimBook, identify


def page(title: str = "", body: str = "", server: str = "", realm: str = "") -> Identity:
    head = "HTTP/1.1 401 Unauthorized" if realm else "HTTP/1.1 200 OK"
    head += f"\r\nServer: {server}" if server else ""
    head += f'\r\nWWW-Authenticate: Basic realm="{realm}"' if realm else ""
    found = identify_answer(
        "http", f"{head}\r\n\r\n<html><head><title>{title}</title></head><body>{body}</body></html>"
    )
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("title", "kind", "brand"),
    [
        ("VIVOTEK Network Camera - Login", Kind.CAMERA, "vivotek"),
        ("Brickcom IP camera", Kind.CAMERA, "brickcom"),
        ("Toshiba Network Camera - User Login", Kind.CAMERA, "toshiba"),
        ("Milesight NVR", Kind.RECORDER, "milesight"),
        ("AXIS 241Q Video Server", Kind.ENCODER, "axis"),
        ("AXIS A8105-E Network Video Door Station", Kind.INTERCOM, "axis"),
        ("Caméra réseau Foscam", Kind.CAMERA, "foscam"),
        ("Annke N44PAK", Kind.RECORDER, "annke"),
        ("eneo NXC-1402F", Kind.CAMERA, "eneo"),
        ("Samsung SNB-6004", Kind.CAMERA, "samsung"),
        ("海康 网络摄像机", Kind.CAMERA, ""),
    ],
)
def test_a_title_that_no_rule_knows(title, kind, brand):
    found = page(title)
    assert (found.kind, found.is_camera, found.brand.key) == (kind, True, brand)


def test_a_brand_that_sells_only_cameras_is_enough_and_one_of_many_things_is_not():
    assert page("Welcome to Dahua").is_camera is True
    assert page("Panasonic").is_camera is None
    assert page("Panasonic Network Camera").is_camera is True
    assert page("Ring").is_camera is None


@pytest.mark.parametrize(
    "title",
    [
        "TP-LINK Wireless N Router",
        "D-Link Smart Switch",
        "Canon Printer",
        "AXIS C1004-E Network Cabinet Speaker",
        "AXIS A1001 Network Door Controller",
        "Synology DiskStation",
        "Hikvision Access Controller",
        "Dahua PFS4218",
        "Hikvision DS-C10S",
        "Vivotek AW-GEV-104A",
        "EZVIZ T31",
        "2N Indoor Talk",
        "Channels DVR Server",
    ],
)
def test_other_things_of_the_same_makers_are_none(title):
    found = page(title)
    assert found.is_camera is not True
    assert found.kind is Kind.OTHER


@pytest.mark.parametrize(
    "title",
    [
        "The 10 best IP cameras of 2026",
        "How to reset a Hikvision camera",
        "Axis IP Camera P1224 review - CCTV Blog",
        "IP Camera Shop",
        "Security camera placement guide",
        "Reolink RLC-810A vs Hikvision DS-2CD2143G0-I",
        "Caméra IP - ajouter au panier",
        "Smith and Sons security camera fitting for homes",
    ],
)
def test_a_page_about_cameras_says_nothing(title):
    found = page(title, server="nginx")
    assert (found.is_camera, found.kind, found.model.value) == (None, Kind.UNKNOWN, None)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Frigate", "works with Hikvision, Dahua and Reolink cameras"),
        ("my webcamXP server!", ""),
        ("EasyNVR", ""),
        ("Cisco Video Surveillance Manager", ""),
        ("ZoneMinder Console - Network Camera", ""),
        ("Live view", "<b>Powered by</b> <a href=http://x.example>EvoCam</a><p>EvoCam</p>"),
    ],
)
def test_a_program_on_a_computer_is_software(title, body):
    assert page(title, body).is_camera is None


@pytest.mark.parametrize(
    "body",
    [
        "<img src=/mjpg/video.mjpg>",
        "<img src=/cgi-bin/viewer/video.jpg?resolution=640x480>",
        "<object codebase=/WebVideoActiveX.cab#version=1></object>",
        "<script>var u = '/tmpfs/auto.cgi', v = '/cgi-bin/hi3510/snap.cgi';</script>",
    ],
)
def test_a_page_that_shows_a_picture_of_its_own_is_of_a_camera(body):
    assert page("", body).is_camera is True
    assert page("", body.replace("=/", "=http://camera.example/")).is_camera is not False


@pytest.mark.parametrize("title", ["Login", "User Login", "Anmeldung", "登录"])
def test_a_page_to_sign_in_at_shows_what_it_is(title):
    assert page(title, "<p>Unheard IP Camera</p>").is_camera is True
    assert page(title, "<p>Wireless Router</p>").is_camera is not True
    assert page("News", "<p>Unheard IP Camera</p>").is_camera is None


def test_a_list_of_brands_is_no_label():
    found = page("Supported", "<p>Axis Communications</p><p>Dahua</p><p>Hikvision</p><p>Foscam</p>")
    assert (found.is_camera, found.brand.value) == (None, None)


def test_a_model_number_beside_a_brand_that_no_grammar_knows():
    found = page("Toshiba Network Camera XK-77Q9")
    assert (found.model.value, found.model.certainty) == ("XK-77Q9", Certainty.LIKELY)


def test_a_part_of_a_model_number_is_no_word():
    assert page(realm="TV-IP310PI").is_camera is True


@pytest.mark.parametrize("title", ["IP Camera", "Network Camera", "login", "index", "IPC", "H264", "NVT", "General"])
def test_a_placeholder_is_never_a_name(title):
    found = page(title)
    assert (found.model.value, found.brand.value, found.maker.value) == (None, None, None)


@pytest.mark.parametrize(
    "title",
    ["Foscam Camera1", "Foscam IP Camera 1080P", "Foscam IP Camera v2.1", "Foscam NVR-02", "Foscam IP Camera IP66"],
)
def test_what_counts_or_measures_is_no_model(title):
    found = page(title)
    assert (found.is_camera, found.model.value) == (True, None)


def test_firmware_that_a_page_shows():
    found = page("AXIS 205 Network Camera version 4.05")
    assert found.firmware.value == "4.05"
    assert page("Login", "<p>Firmware Version: V2.10.4</p><p>Network Camera</p>").firmware.value == "V2.10.4"


def test_the_firm_of_a_name_is_no_more_than_possible():
    found = page("Brickcom Network Camera")
    assert found.maker.certainty is Certainty.POSSIBLE
    assert page("Swann Network Camera").maker.value is None


def test_a_stream_that_asks_for_a_password_or_names_a_brand():
    found = identify_answer(
        "rtsp", 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="Brickcom FB-100", nonce="1"\r\n\r\n'
    )
    assert found is not None
    assert (found.is_camera, found.brand.key) == (True, "brickcom")
    bare = identify_answer("rtsp", 'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="x", nonce="1"\r\n\r\n')
    assert bare is not None
    assert (bare.is_camera, bare.kind_certainty) == (True, Certainty.LIKELY)


@pytest.mark.parametrize(
    "server", ["AirTunes/377.40", "Wowza Streaming Engine 4.8", "minisatip/1.0.2", "Darwin Streaming Server"]
)
def test_other_streams_are_no_cameras(server):
    found = identify_answer(
        "rtsp", f'RTSP/1.0 401 x\r\nServer: {server}\r\nWWW-Authenticate: Digest realm="x", nonce="1"\r\n\r\n'
    )
    assert found is not None
    assert found.is_camera is not True


def test_what_people_write_is_never_likely():
    found = identify_answer(
        "mdns", '{"type": "_http._tcp.local.", "name": "Network Camera garage._http._tcp.local.", "txt": {}}'
    )
    assert found is not None
    assert found.is_camera is None


def test_the_address_of_a_computer_speaks_against_a_camera():
    camera = Sighting(Protocol.HTTP, "10.0.0.5", {"title": "Foscam IP Camera"}, datetime.now(UTC))
    group = SightingGroup("x", ("10.0.0.5",), "b8:27:eb:00:00:01", (camera,))
    found = identify(group, ClaimBook(load()))
    assert found.is_camera is True
    assert [evidence.field for evidence in found.kind_against] == ["mac"]
