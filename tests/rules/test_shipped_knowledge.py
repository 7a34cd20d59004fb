"""Every rule, list and table that is shipped proves itself."""

import re
import time
from pathlib import Path

import pytest

from app.knowledge.check import problems
from app.knowledge.load import Knowledge, load
from app.knowledge.makers import Relation
from app.knowledge.match import LINE_LIMIT

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def shipped() -> Knowledge:
    return load()


def test_everything_is_proven(shipped):
    assert problems(shipped) == []


def test_there_are_enough_rules(shipped):
    assert sum(len(file.rules) for file in shipped.rule_book.files) >= 250
    assert len(shipped.directory.makers) >= 120
    assert len(shipped.directory.brands) >= 180


def test_rules_read_only_fields_that_probes_write(shipped):
    known = set()
    for line in (REPOSITORY / "docs" / "sightings.md").read_text(encoding="utf-8").splitlines():
        if row := re.match(r"\| `([a-z-]+)` \| (.*) \|$", line):
            names = re.findall(r"`([\w.]+)`", row[2])
            known |= {f"{row[1]}.{name}" for name in names}
            known |= {f"mdns.txt.{name.lower()}" for name in names} if row[1] == "mdns" else set()
    read = {field for file in shipped.rule_book.files for field in file.reads}
    assert read <= known


def test_no_rule_lets_a_mac_address_say_camera(shipped):
    for file in shipped.rule_book.files:
        assert not any(field.startswith("mac.") for field in file.reads)


@pytest.mark.parametrize(
    "title",
    [
        "The best IP cameras of 2026",
        "How to reset a Hikvision camera",
        "Axis IP Camera P1224 review - CCTV Blog",
        "IP Camera Shop",
        "NVR and DVR repair",
        "Welcome",
        "Security camera placement guide",
        "Reolink RLC-810A vs Hikvision DS-2CD2143G0-I",
    ],
)
def test_a_page_about_cameras_is_no_camera(shipped, title):
    assert shipped.match("http", "title", title) == ()


@pytest.mark.parametrize(
    "server", ["nginx", "Apache/2.4.57 (Debian)", "lighttpd/1.4.69", "GoAhead-Webs", "Boa/0.94.13", "mini_httpd/1.30"]
)
def test_common_servers_say_nothing(shipped, server):
    assert shipped.match("http", "server", server) == ()


@pytest.mark.parametrize(
    "text", ["IPC-model", "General", "H264", "NVT", "Private", "ONVIF", "IP CAMERA", "hd_ipc", "N/A", "", "  ", "---"]
)
def test_placeholders_are_no_names(shipped, text):
    assert shipped.is_placeholder(text)
    assert shipped.brand_named(text) is None


@pytest.mark.parametrize(
    "model", ["IPC-model", "IPC", "IPC-1", "DS-1", "SNC-123", "M26", "P1224", "M3024", "HI3516", "IPC365"]
)
def test_shared_numberings_name_nobody(shipped, model):
    assert not [match for match in shipped.match("onvif", "model", model) if {"maker", "brand"} & set(match.rule.says)]


@pytest.mark.parametrize(
    ("stated", "brand"),
    [
        ("HIKVISION", "hikvision"),
        ("Hikvision Digital Technology", "hikvision"),
        ("Hangzhou Hikvision Digital Technology Co.,Ltd.", "hikvision"),
        ("AXIS Communications AB", "axis"),
        ("TP-LINK", "tplink"),
        ("tp link", "tplink"),
        ("i-PRO Co., Ltd.", "ipro"),
        ("VIVOTEK Inc.", "vivotek"),
        ("Hanwha Vision Co., Ltd.", "hanwha"),
        ("Amcrest Technologies, LLC", "amcrest"),
    ],
)
def test_names_are_found_however_they_are_spelt(shipped, stated, brand):
    found = shipped.brand_named(stated)
    assert found is not None
    assert found.id == brand


@pytest.mark.parametrize("stated", ["Acme", "Hikvision fan club", "Axisoft", "Dahua-compatible", "Ringo"])
def test_other_names_are_not(shipped, stated):
    assert shipped.brand_named(stated) is None


def test_rebrands_are_never_their_own_makers(shipped):
    for brand_id in ("lorex", "amcrest", "annke", "lts", "swann", "intelbras", "provision"):
        assert shipped.brand(brand_id).relation is not Relation.OWN


def test_a_country_that_no_source_names_stays_open(shipped):
    assert shipped.maker("hikvision").country == "CN"
    assert shipped.maker("foscam").country == ""


def test_every_camera_only_block_of_the_registry_is_there(shipped):
    blocks = [registrant for registrant in shipped.registrants.named() if registrant.camera_only]
    assert len(blocks) >= 275
    assert shipped.registrant("44:19:b6:00:00:01").maker == "hikvision"
    assert shipped.registrant("3c:ef:8c:00:00:01").camera_only
    assert shipped.registrant("4c:91:7a:b1:23:45").maker == "avertx"
    assert not shipped.registrant("00:17:88:00:00:01").camera_only


def test_hostile_text_is_answered_quickly(shipped):
    """Every pattern against text that drives backtracking; bounded by the line limit."""
    hostile = [char * LINE_LIMIT for char in "aA0-. ./=,:"] + [
        "DS-2CD" + "a" * LINE_LIMIT,
        "IPC" + "1-" * LINE_LIMIT,
        "CN=" + "O=" * LINE_LIMIT,
    ]
    hostile += [
        "Login to " + "A" * LINE_LIMIT,
        "HP HTTP Server; " + "HP - " * LINE_LIMIT,
        "V1.0" + ".1" * LINE_LIMIT,
        "AXIS " + "M1 " * LINE_LIMIT,
    ]
    for field in {field for file in shipped.rule_book.files for field in file.reads}:
        protocol, _, name = field.partition(".")
        started = time.process_time()
        for text in hostile:
            shipped.match(protocol, name, text)
        assert time.process_time() - started < 10, field
