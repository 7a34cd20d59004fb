"""What the sightings of one device say together, on the real knowledge."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.device import SightingGroup
from app.model.identity import Identity, Kind, OtherThing
from app.model.sighting import Protocol, Sighting
from app.stages.identify import ClaimBook, identify
from app.words import Language, words_for

_WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
P = Protocol


def seen(protocol: Protocol, port: int = 0, /, **fields: str) -> Sighting:
    return Sighting(
        protocol, "10.0.0.5", {name.replace("__", "."): value for name, value in fields.items()}, _WHEN, port
    )


def identity(*sightings: Sighting, mac: str | None = None) -> Identity:
    return identify(SightingGroup("x", ("10.0.0.5",), mac, sightings), ClaimBook(load()))


SADP = seen(
    P.SADP, 37020, model="DS-2CD2385G1-I", serial="DS-2CD2385G1-I20200414AAWRE33842150", firmware="V5.6.2build 190701"
)
LOREX = seen(
    P.DAHUA,
    37810,
    device_class="IPC",
    model="W461ASC",
    vendor="Lorex",
    manufacturer="Private",
    firmware="2.800.030000000.3.R",
)
NVT = seen(P.WS_DISCOVERY, 3702, types="NetworkVideoTransmitter", name="NVT", hardware="IPC-model")


def test_a_hikvision_camera_says_all_of_itself():
    found = identity(SADP, seen(P.HTTP, 80, server="App-webs/"), mac="44:19:b6:00:00:05")
    assert (found.kind, found.is_camera) == (Kind.CAMERA, True)
    assert (found.model.value, found.model.certainty) == ("DS-2CD2385G1-I", Certainty.CONFIRMED)
    assert (found.firmware.value, found.firmware_built) == ("V5.6.2build 190701", date(2019, 7, 1))
    assert (found.platform.value, found.platform.certainty) == ("Hikvision", Certainty.CONFIRMED)
    assert (found.maker.value, found.maker.certainty) == ("Hikvision", Certainty.CONFIRMED)


def test_answering_sadp_is_a_platform_and_not_a_label():
    found = identity(SADP)
    assert found.brand.value is None
    assert found.platform.key == "hikvision"


def test_a_rebrand_keeps_brand_maker_and_platform_apart():
    found = identity(
        SADP, seen(P.ONVIF, 80, manufacturer="LTS", model="CMIP7422"), seen(P.HTTP, 80, server="App-webs/")
    )
    assert (found.brand.value, found.brand.certainty) == ("LTS", Certainty.LIKELY)
    assert (found.maker.value, found.maker.certainty) == ("Hikvision", Certainty.LIKELY)
    assert found.platform.value == "Hikvision"


def test_lorex_on_the_dahua_platform():
    found = identity(LOREX)
    assert (found.brand.value, found.platform.value, found.maker.value) == ("Lorex", "Dahua", "Dahua")
    assert found.maker.certainty is Certainty.LIKELY
    assert (found.kind, found.model.value, found.firmware.value) == (Kind.CAMERA, "W461ASC", "2.800.030000000.3.R")


def test_a_hardware_address_alone_never_says_camera():
    found = identity(seen(P.NEIGHBOUR, 0, mac="44:19:b6:00:00:05"), mac="44:19:b6:00:00:05")
    assert (found.kind, found.is_camera) == (Kind.UNKNOWN, None)
    assert (found.maker.value, found.maker.certainty) == ("Hikvision", Certainty.POSSIBLE)


def test_placeholders_are_not_names():
    found = identity(
        NVT,
        seen(P.ONVIF, 8899, manufacturer="H264", model="IPC-model", firmware="V4.02.R11.24340142.10001.131900.00000"),
    )
    assert (found.kind, found.brand.value, found.model.value) == (Kind.CAMERA, None, None)
    assert found.firmware.value == "V4.02.R11.24340142.10001.131900.00000"


def test_a_manufacturer_that_we_do_not_know_is_what_the_device_says_of_itself():
    found = identity(NVT, seen(P.ONVIF, 80, manufacturer="Acme Vision", model="AV-1", serial="77AA11", firmware="1.0"))
    assert (found.brand.value, found.brand.certainty) == ("Acme Vision", Certainty.LIKELY)
    assert (found.maker.value, found.maker.certainty) == ("Acme Vision", Certainty.POSSIBLE)
    assert (found.model.value, found.model.certainty) == ("AV-1", Certainty.CONFIRMED)
    assert found.is_camera is True


def test_a_recorder_is_told_from_a_camera():
    found = identity(seen(P.SADP, 37020, model="DS-7608NI-I2", digital_channels="8", disks="1"))
    assert (found.kind, found.is_camera) == (Kind.RECORDER, True)
    found = identity(seen(P.DAHUA, 37810, device_class="NVR", model="DHI-NVR5464", remote_video_inputs="64"), NVT)
    assert found.kind is Kind.RECORDER


def test_a_doorbell_by_its_homekit_category():
    found = identity(seen(P.MDNS, 5353, type="_hap._tcp", instance="Front door", txt__ci="18", txt__md="T8200"))
    assert found.kind is Kind.DOORBELL


@pytest.mark.parametrize(
    ("sightings", "thing"),
    [
        (
            [seen(P.MDNS, 5353, type="_ipp._tcp", instance="HP LaserJet", txt__ty="HP LaserJet M110")],
            OtherThing.PRINTER,
        ),
        (
            [
                seen(P.SSDP, 1900, server="Linux UPnP/1.0 Router/1.0"),
                seen(P.UPNP_DESCRIPTION, 80, device_type="urn:schemas-upnp-org:device:InternetGatewayDevice:1"),
            ],
            OtherThing.ROUTER,
        ),
        (
            [seen(P.UPNP_DESCRIPTION, 80, device_type="urn:schemas-upnp-org:device:MediaServer:1")],
            OtherThing.MEDIA_SERVER,
        ),
        ([seen(P.WS_DISCOVERY, 3702, types="Device\nComputer")], OtherThing.COMPUTER),
    ],
)
def test_things_that_are_not_cameras(sightings, thing):
    found = identity(*sightings)
    assert (found.kind, found.is_camera, found.other_thing) == (Kind.OTHER, False, thing)


def test_a_page_that_merely_talks_about_cameras_says_nothing():
    found = identity(
        seen(P.HTTP, 80, server="nginx/1.22.1", title="Best Hikvision IP cameras 2025 - Network Camera shop")
    )
    assert (found.kind, found.is_camera, found.brand.value, found.maker.value) == (Kind.UNKNOWN, None, None, None)


def test_a_bare_video_stream_may_be_a_camera():
    found = identity(seen(P.RTSP, 554, status="200", open="yes"))
    assert (found.kind, found.is_camera, found.kind_certainty) == (Kind.UNKNOWN, None, Certainty.POSSIBLE)


def test_camera_software_on_a_computer_is_software():
    found = identity(NVT, seen(P.ONVIF, 1984, manufacturer="go2rtc", model="go2rtc"))
    assert (found.kind, found.is_camera) == (Kind.SOFTWARE, None)


def test_a_video_server_inside_a_camera_does_not_make_it_software():
    found = identity(
        NVT,
        seen(P.ONVIF, 80, manufacturer="OpenIPC", model="gk7205v200"),
        seen(P.RTSP, 554, server="GStreamer RTSP server"),
    )
    assert found.kind is Kind.CAMERA


def test_a_contradiction_is_shown_and_lowers_the_certainty():
    found = identity(SADP, seen(P.ONVIF, 80, manufacturer="Axis", model="M1065-L"))
    assert found.maker.against
    assert found.maker.certainty < Certainty.CONFIRMED
    assert found.model.certainty is Certainty.LIKELY


_ANSWERS = [
    SADP,
    LOREX,
    NVT,
    seen(P.ONVIF, 80, manufacturer="LTS", model="CMIP7422", firmware="V5.5.0 build 170725"),
    seen(P.HTTP, 80, server="App-webs/", title="index"),
    seen(P.RTSP, 554, realm="IP Camera(C1234)", status="401"),
]


@given(st.permutations(_ANSWERS))
def test_the_order_of_the_answers_does_not_matter(answers):
    first, second = identity(*answers), identity(*sorted(answers, key=repr))
    assert _values(first) == _values(second)


def _values(found: Identity) -> list[object]:
    shown = (found.brand, found.maker, found.platform, found.model, found.firmware, found.serial)
    return [
        (found.kind, found.firmware_built),
        *((value.value, value.certainty, {(e.protocol, e.field, e.rule_id) for e in value.because}) for value in shown),
    ]


@given(
    st.sampled_from(list(Protocol)),
    st.dictionaries(
        st.sampled_from(["model", "manufacturer", "server", "title", "mac", "firmware"]), st.text(max_size=300)
    ),
)
def test_hostile_fields_never_break_it_and_every_reason_can_be_told(protocol, fields):
    found = identity(Sighting(protocol, "10.0.0.5", fields, _WHEN))
    for language in Language:
        words = words_for(language)
        for value in (found.brand, found.maker, found.model, found.firmware):
            assert all(words.say(evidence.sentence) for evidence in value.because + value.against)


@pytest.mark.parametrize(
    "answer",
    [
        seen(P.HTTP, 80, server="App-webs/"),
        seen(P.HTTP, 80, title="IP Camera"),
        seen(P.HTTP, 80, realm="IPCamera"),
        seen(P.RTSP, 554, realm="IP Camera(C1234)"),
        seen(P.RTSP, 554, realm="Login to 5K04E1DPAJ12345"),
        seen(P.WS_DISCOVERY, 3702, types="Device", scopes="onvif://www.onvif.org/type/video_encoder"),
        seen(P.MDNS, 554, type="_rtsp._tcp", instance="Bosch FLEXIDOME IP 7000"),
        seen(P.MDNS, 80, type="_http._tcp", instance="Amcrest IP Camera"),
    ],
    ids=lambda answer: next(iter(answer.untrusted_fields.values())),
)
def test_one_telling_answer_is_enough_for_a_camera(answer):
    found = identity(answer)
    assert (found.kind, found.kind_certainty) == (Kind.CAMERA, Certainty.LIKELY)


def test_a_door_controller_answers_the_questions_for_cameras_and_is_none():
    offered = "http://www.onvif.org/ver10/device/wsdl\nhttp://www.onvif.org/ver10/doorcontrol/wsdl"
    door = seen(P.ONVIF, 80, manufacturer="Fabrikam", model="DC-2", services=offered)
    assert identity(door).is_camera is False
    station = seen(P.ONVIF, 80, model="DS-2", services=f"{offered}\nhttp://www.onvif.org/ver10/media/wsdl")
    assert identity(station).is_camera is True


def test_an_alarm_panel_answers_the_makers_question_and_is_no_camera():
    found = identity(seen(P.SADP, 37020, model="DS-PHA64-W4M", firmware="V1.0.4build 220101"))
    assert (found.is_camera, found.maker.value) == (False, "Hikvision")


def test_a_monitor_that_speaks_onvif_is_no_camera():
    found = identity(seen(P.WS_DISCOVERY, 3702, types="NetworkVideoDisplay"), seen(P.ONVIF, 80, model="Decoder 4"))
    assert (found.kind, found.other_thing) == (Kind.OTHER, OtherThing.TELEVISION)


def test_the_form_of_a_version_names_no_maker_without_the_v():
    found = identity(seen(P.ONVIF, 80, manufacturer="Fabrikam", firmware="2.4.1 build 230101"))
    assert (found.maker.value, found.maker.certainty) == ("Fabrikam", Certainty.POSSIBLE)
    assert found.firmware_built == date(2023, 1, 1)


@pytest.mark.parametrize("number", ["v1.2", "1", "1.03", "02"])
def test_the_issue_of_a_model_is_not_its_name(number):
    found = identity(seen(P.UPNP_DESCRIPTION, 80, model_name="TV-IP572PI", model_number=number))
    assert (found.model.value, found.model.certainty, found.model.against) == ("TV-IP572PI", Certainty.LIKELY, ())
