"""Redacted reports: nothing that tells one device, network or person from another gets out, in any format or spelling."""

import json
import re
import time
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.load import load
from app.model.decision import Choice, Decision, FactsThen
from app.model.identity import UNKNOWN_VALUE
from app.model.kept import ByHand, DeviceNotes, ToldFirmware
from app.model.problem import FileNotReadableError
from app.report.build import Order, build, prepare
from app.report.bundle import bundle_bytes
from app.report.by_hand import device_by_hand
from app.report.csv_file import report_csv
from app.report.dossier import MASKED_BY_DEFAULT, PARTS, Part, ReportKind, SiteScan
from app.report.html import render
from app.report.json_file import report_json
from app.report.marks import marker, secret, unique
from app.report.mask import masked
from app.report.model import Table
from app.report.scrub import Scrubber
from app.report.told import Teller
from app.scan_file import write_text
from app.words import Language, words_for
from tests.unit.report import dossiers

WORDS = words_for(Language.ENGLISH)
NAMES = ("Back door", "Chambre d’Élise", "Kasse", "x", "Loading-dock 2", "Tremblay")
SERIALS = (
    "ACCC8E012345",
    "DS-2CD2142FWD-I20170124AAWR700000001",
    "6H0123456789AB",
    "12345678",
    "QM9-77Z-1Q",
    "SN.0042.17",
)


def with_mac(device, number):
    mac = f"44:19:b6:a1:5c:{number:02x}"
    return replace(device, id=f"mac:{mac}", mac=mac)


def secretive(site="Corner Pharmacy"):
    """Devices that tell who they are wherever they can; and their dossier."""
    base = dossiers.dossier(6, site=site)
    devices = tuple(
        dossiers.talkative(device, name=NAMES[number], serial=SERIALS[number]) if number < len(NAMES) else device
        for number, device in enumerate(map(with_mac, base.first.devices, range(99)))
    )
    coverage = replace(base.first.coverage, interfaces=("Tremblay family 5G",), not_reached=("192.168.77.0/24",))
    result = replace(base.first, devices=devices, coverage=coverage)
    files = tuple(
        replace(one, device=device, own=DeviceNotes(f"{NAMES[number % 6]} cam", one.own.room, one.own.notes))
        for number, (one, device) in enumerate(zip(base.devices, devices, strict=True))
    )
    return replace(base, scans=(SiteScan(result, site),), devices=files)


def spellings(text):
    """The text, and other ways to write it."""
    bare = re.sub(r"[\W_]", "", text)
    return {text, text.upper(), text.lower(), bare, bare.upper(), bare.lower()}


def secrets(dossier):
    """Everything that must not get out."""
    found = set()
    for one in dossier.devices:
        device = one.device
        for text in (device.mac or "", device.identity.serial.value or ""):
            found |= spellings(text)
        for text in (one.own.name, device.identity.stated_name.value or ""):
            if len(text) > 3:
                found |= {text, text.upper(), text.lower(), *(s for s in spellings(text) if len(s) > 5)}
        found |= set(device.addresses)
        if device.mac:
            found |= {device.mac.replace(":", "-"), device.mac.upper(), device.mac.replace(":", "")[-6:].upper()}
        found.add(one.own.notes)
        if one.decision:
            found |= {one.decision.who, one.decision.reason}
    found |= {"192.168.", "Chambre%20", "Tremblay", "Corner Pharmacy", "Ana Roy", "Marc Gagnon", "fe80::", "wlan0"}
    return {text for text in found if len(text) > 3}


def outputs(dossier, kind, **options):
    device = dossier.devices[1].device.id if kind in {ReportKind.DEVICE, ReportKind.NEEDS, ReportKind.GUIDE} else ""
    guide = "harden-camera" if kind is ReportKind.GUIDE else ""
    work = prepare(dossier, Order(kind, tuple(Language), device, guide, **options), dossiers.MARKER)
    report = build(work)
    return {
        "html": render(report),
        "csv": report_csv(work),
        "json": report_json(work, report),
        "scan": write_text(work.dossier.first, WORDS),
    }


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.KEY])
def test_nothing_that_identifies_gets_out(kind):
    dossier = secretive()
    parts = frozenset(Part)
    for form, text in outputs(dossier, kind, redact=True, parts=parts).items():
        leaked = sorted(one for one in secrets(dossier) if one in text)
        assert not leaked, (form, leaked)


def test_the_same_search_finds_everything_in_a_report_that_is_not_redacted():
    dossier = secretive()
    text = "".join(outputs(dossier, ReportKind.RECORD, redact=False).values())
    for secret_text in (
        "44:19:b6:a1:5c:01",
        SERIALS[1],
        "Back door cam",
        "192.168.1.2",
        "Marc Gagnon",
        "Corner Pharmacy",
    ):
        assert secret_text in text


def test_a_zip_for_a_second_opinion_holds_no_secret_either(tmp_path):
    dossier = secretive()
    work = prepare(dossier, Order(ReportKind.AUDIT), dossiers.MARKER)
    path = tmp_path / "b.zip"
    path.write_bytes(bundle_bytes(work, build(work)))
    with zipfile.ZipFile(path) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist()]
    assert not [one for one in secrets(dossier) for text in texts if one in text]


def test_reports_for_others_are_redacted_unless_told_and_the_key_never_is():
    for kind in ReportKind:
        assert Order(kind).is_redacted is (kind in MASKED_BY_DEFAULT)
        assert Order(kind, redact=False).is_redacted is False
    assert Order(ReportKind.RECORD, redact=True).is_redacted
    assert not Order(ReportKind.KEY, redact=True).is_redacted
    assert {ReportKind.INSTALLER, ReportKind.TENANT, ReportKind.AUDIT} == MASKED_BY_DEFAULT


def test_facts_stay():
    dossier = secretive()
    out = masked(dossier, dossiers.MARKER)
    for before, after in zip(dossier.devices, out.devices, strict=True):
        for name in ("brand", "maker", "firmware"):
            assert getattr(before.device.identity, name).value == getattr(after.device.identity, name).value
            assert getattr(before.device.identity, name).certainty is getattr(after.device.identity, name).certainty
        assert before.device.identity.firmware_built == after.device.identity.firmware_built
        assert [one.id for one in before.device.findings] == [one.id for one in after.device.findings]
        assert (after.decision.choice if after.decision else None) == (
            before.decision.choice if before.decision else None
        )


def test_one_device_has_one_mark_in_every_report():
    dossier = secretive()
    first = dossier.devices[0]
    for kind in (ReportKind.INSTALLER, ReportKind.TENANT, ReportKind.AUDIT):
        assert first.mark in outputs(dossier, kind)["html"]
    key = outputs(dossier, ReportKind.KEY)["html"]
    assert first.mark in key
    assert first.device.mac in key
    assert dossiers.MARKER("network 192.168.1.0/24") in key


def test_masking_twice_changes_nothing():
    once = masked(secretive(), dossiers.MARKER)
    assert masked(once, dossiers.MARKER) is once


def test_several_places_are_told_apart_by_marks():
    dossier = secretive()
    two = replace(dossier, scans=(*dossier.scans, SiteScan(dossier.first, "Lake house")))
    out = masked(two, dossiers.MARKER)
    assert [scan.name for scan in out.scans] == [
        f"[{dossiers.MARKER('place corner pharmacy')}]",
        f"[{dossiers.MARKER('place lake house')}]",
    ]


def scrubber():
    made = Scrubber(dossiers.MARKER)
    made.mac("44:19:b6:0a:0b:01", "AAA-111")
    made.address("192.168.1.64", "AAA-111")
    made.address("fe80::4619:b6ff:fe0a:b01", "AAA-111")
    made.serial("DS-2CD2142FWD-I20170124AAWR700000001", "AAA-111")
    made.serial("12345", "BBB-222")
    for name in ("Back door", "Back", "Porte arrière", "Cuisine 2", "Cuisine"):
        made.name(name, "NNN-333")
    return made


@pytest.mark.parametrize(
    "text",
    [
        "44:19:b6:0a:0b:01", "44-19-B6-0A-0B-01", "4419B60A0B01", "4419.b60a.0b01", "44 19 b6 0a 0b 01", "cam-0A0B01",
        "x4419b60a0b01x", "urn:uuid:12345678-1234-1234-1234-4419b60a0b01", "192.168.1.64", "192-168-1-64",
        "http://192.168.1.64:80/", "FE80::4619:B6FF:FE0A:B01", "ds2cd2142fwdi20170124aawr700000001",
        "DS 2CD2142FWD I20170124AAWR700000001", "no. 12345.", "BACK-DOOR", "backdoor", "back",
        "PORTE ARRIÈRE", "cuisine  2", "fe80::4619:b6ff:fe0a:b01%wlan0",
    ],
)  # fmt: skip
def test_every_spelling_is_found(text):
    told = scrubber().everything(text)
    assert re.search(r"\[(AAA-111|BBB-222|NNN-333)\]", told)
    assert not any(
        part in told.lower() for part in ("4419", "0a0b01", "64", "20170124", "12345", "door", "arri", "cuisine")
    )


@pytest.mark.parametrize(
    "text",
    [
        "V5.4.5 build 170124",
        "2.622.0000000.10.R",
        "v3.1.0.2368_23062508",
        "2026-11-25 14:05:31",
        "Backdoors",
        "a123456",
        "1.1.0.2",
        "::",
        "12:30:45",
    ],
)
def test_facts_are_not_taken_for_numbers(text):
    assert scrubber().everything(text) == text
    assert scrubber().numbers(text) == text


@pytest.mark.parametrize(
    "text", ["aa:bb:cc:dd:ee:ff", "10.1.2.3", "172.20.1.9", "169.254.3.4", "fd00::1", "AABBCCDDEEFF", "192_168_7_7"]
)
def test_numbers_of_nobody_known_get_a_mark_too(text):
    assert re.fullmatch(r"\[[0-9A-Z]{3}-[0-9A-Z]{3}\]", scrubber().everything(text))


def test_a_name_of_any_length_and_form_is_taken_out(hostile_text):
    made = scrubber()
    made.name(hostile_text, "HHH-444")
    told = made.everything(f"It calls itself “{hostile_text}”.")
    letters = re.sub(r"[\W_]", "", hostile_text)
    assert len(letters) < 2 or letters not in told


def test_marks_are_short_the_same_again_and_nobody_elses():
    mine, other = marker(b"1" * 32), marker(b"2" * 32)
    assert mine("device mac:1") == mine("device mac:1")
    assert mine("device mac:1") != other("device mac:1")
    marks = {mine(f"device {number}") for number in range(2000)}
    assert len(marks) > 1995
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{3}", one) for one in marks)


def test_two_devices_never_share_a_mark():
    taken = set()
    marks = [unique(lambda _: "AAA-AAA" if len(taken) < 1 else "BBB-BBB", f"{n}", taken) for n in range(1)]
    assert marks == ["AAA-AAA"]
    answers = iter(["AAA-AAA", "CCC-CCC"])
    assert unique(lambda _: next(answers), "x", taken) == "CCC-CCC"


def test_the_secret_is_kept_for_this_person_only(tmp_path):
    first = secret(tmp_path / "new")
    assert len(first) == 32
    assert secret(tmp_path / "new") == first
    assert (tmp_path / "new" / "report-marks.key").stat().st_mode & 0o077 == 0
    assert secret(tmp_path / "other") != first


def test_masking_2000_devices_is_quick():
    dossier = dossiers.dossier(2000, kept=False)
    begin = time.perf_counter()
    masked(dossier, dossiers.MARKER)
    assert time.perf_counter() - begin < 20


@given(
    names=st.lists(st.text(min_size=3, max_size=90), min_size=1, max_size=6),
    before=st.text(max_size=30),
    after=st.text(max_size=30),
)
def test_no_name_survives_between_other_texts(names, before, after):
    made = Scrubber(dossiers.MARKER)
    for name in names:
        made.name(name, "NNN-333")
        made.serial(name, "NNN-333")
    for name in names:
        letters = "".join(re.findall(r"[^\W_]+", name.lower()))
        told = made.everything(f"{before} {name} {after}").lower()
        if len(letters) >= 8 and name.lower() == name.lower().casefold():
            assert letters not in re.sub(r"[\W_]", "", told)


def test_long_texts_and_many_names_stay_quick():
    made = Scrubber(dossiers.MARKER)
    for number in range(3000):
        made.name(f"camera of family {number}", "NNN-333")
        made.serial(f"SN{number:010}", "NNN-333")
    begin = time.perf_counter()
    for text in ("a" * 10_000, "- " * 5000, "SN" * 5000, "camera of " * 1000, "0" * 10_000, ":" * 10_000, "1.1" * 3000):
        made.everything(text)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("name", ["Wi-Fi", "Wi-Fi 2", "Ethernet", "eth0", "enp3s0", "wlan0", "wlp2s0", "practice"])
def test_a_plain_adapter_keeps_its_name(name):
    assert interfaces_of(name) == (name,)


@pytest.mark.parametrize("name", ["Tremblay 5G", "vpn Bob", "wlx4419b6a15c01", "English", "Ethernet Marc", ""])
def test_a_name_of_a_network_does_not_stay(name):
    assert not name or name not in "".join(interfaces_of(name))


def interfaces_of(name):
    base = dossiers.dossier(1, kept=False)
    result = replace(base.first, coverage=replace(base.first.coverage, interfaces=(name,)))
    return masked(replace(base, scans=(SiteScan(result, ""),)), dossiers.MARKER).first.coverage.interfaces


def test_the_secret_is_kept_on_a_disk_without_links_too(tmp_path, monkeypatch):
    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    assert secret(tmp_path) == secret(tmp_path)


def test_a_damaged_secret_is_said_not_replaced(tmp_path):
    (tmp_path / "report-marks.key").write_bytes(b"short")
    with pytest.raises(FileNotReadableError):
        secret(tmp_path)
    assert (tmp_path / "report-marks.key").read_bytes() == b"short"


ROOM = "Chambre de Luc Gagnon, 12 rue Principale, WiFi MAISONGAGNON"
TYPED = "V5.4.5 build 170123, lu par Luc Gagnon, 514 555-1234, 192.168.77.9"
#: Words of these that may not get out.
PRIVATE = ("Gagnon", "GAGNON", "Principale", "514", "192.168.77", "lu par")


def in_private_words(*, by_hand=False):
    """A dossier whose owner wrote names into places for other things."""
    base = dossiers.dossier(4)
    first, second, *others = base.devices
    teller = Teller(load(), dossiers.TODAY)
    told = ToldFirmware(TYPED, dossiers.TODAY)
    facts = FactsThen(firmware=TYPED, told=TYPED)
    unread = replace(first.device, identity=replace(first.device.identity, firmware=UNKNOWN_VALUE, firmware_built=None))
    device = teller.completed(unread, told)
    assert device.identity.firmware.value == TYPED
    if by_hand:
        device = device_by_hand(
            "hand:1", ByHand(kind="camera", brand="Hikvision", model="DS-2CD2132F-I", firmware=TYPED)
        )
    first = replace(
        first,
        device=device,
        by_hand=by_hand,
        own=DeviceNotes("", ROOM, ""),
        told_firmware=told,
        decision=Decision(Choice.KEEP, facts=facts),
        earlier=(Decision(Choice.LATER, facts=facts),),
        now=replace(facts, firmware="V5.5.0 Gagnon"),
    )
    second = replace(second, own=DeviceNotes("", f"  {ROOM.upper()} ", ""))
    scan = SiteScan(replace(base.first, devices=(device, *base.first.devices[1:])), base.scans[0].name)
    return replace(base, scans=(scan,), devices=(first, second, *others))


@pytest.mark.parametrize("by_hand", [False, True])
@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind is not ReportKind.KEY])
def test_names_that_stand_in_rooms_and_typed_versions_do_not_get_out(kind, by_hand):
    dossier = in_private_words(by_hand=by_hand)
    parts = frozenset(Part) - {Part.ROOM_NAMES}
    for one in dossier.devices[:2]:
        device = one.device.id if kind in {ReportKind.DEVICE, ReportKind.NEEDS, ReportKind.GUIDE} else ""
        guide = "harden-camera" if kind is ReportKind.GUIDE else ""
        work = prepare(dossier, Order(kind, tuple(Language), device, guide, parts, redact=True), dossiers.MARKER)
        report = build(work)
        texts = {
            "html": render(report),
            "csv": report_csv(work),
            "json": report_json(work, report),
            "scan": write_text(work.dossier.first, WORDS),
        }
        for form, text in texts.items():
            found = [word for word in PRIVATE if re.search(rf"(?<![0-9A-Za-z]){re.escape(word)}", text)]
            assert not found, (form, found)
        assert "Room 1" in texts["html"]
        assert "Pièce 1" in texts["html"]
        assert "Room 1" in texts["json"]


def test_the_version_and_the_day_of_the_build_stay():
    out = masked(in_private_words(), dossiers.MARKER).devices[0]
    assert out.told_firmware == ToldFirmware("5.4.5 2017-01-23", dossiers.TODAY)
    assert out.device.identity.firmware.value == "5.4.5 2017-01-23"
    assert (out.decision.facts.firmware, out.decision.facts.told) == ("5.4.5 2017-01-23",) * 2
    assert out.now.firmware == "5.5.0"


def test_a_typed_text_that_tells_no_version_is_left_out():
    base = in_private_words()
    first = replace(base.devices[0], told_firmware=ToldFirmware("chez Luc Gagnon", dossiers.TODAY))
    assert masked(replace(base, devices=(first,)), dossiers.MARKER).devices[0].told_firmware is None


def test_what_the_device_itself_says_of_its_firmware_stays_as_it_is():
    dossier = dossiers.dossier(6)
    for before, after in zip(dossier.devices, masked(dossier, dossiers.MARKER).devices, strict=True):
        assert before.device.identity.firmware.value == after.device.identity.firmware.value
        assert (before.now.firmware if before.now else "") == (after.now.firmware if after.now else "")


def test_one_room_has_one_number_and_the_key_tells_which_it_is():
    dossier = in_private_words()
    rooms = [one["room"] for one in json.loads(outputs(dossier, ReportKind.AUDIT)["json"])["devices"]]
    assert rooms[:2] == ["Room 1", "Room 1"]
    assert set(rooms[2:]) <= {"Room 2", "Room 3", "Room 4", "Room 5", ""}
    (one,) = json.loads(outputs(dossier, ReportKind.DEVICE, redact=True)["json"])["devices"]
    assert one["room"] == "Room 1"
    work = prepare(dossier, Order(ReportKind.KEY), dossiers.MARKER)
    (table,) = [block for block in build(work).blocks if isinstance(block, Table) and block.caption == "Other marks"]
    told = dict(table.rows)
    assert told["Room 1"].startswith("Chambre de Luc Gagnon")
    assert "Yard" in told.values()
    without = build(prepare(dossier, Order(ReportKind.KEY, parts=frozenset()), dossiers.MARKER))
    assert "Gagnon" not in render(without)


def test_names_of_rooms_stand_where_the_person_wants_them():
    dossier = in_private_words()
    for kind, redact in ((ReportKind.AUDIT, None), (ReportKind.RECORD, True)):
        text = outputs(dossier, kind, redact=redact, parts=PARTS[kind] | {Part.ROOM_NAMES})["json"]
        assert "12 rue Principale" in text
        assert "Room 1" not in text
    assert "12 rue Principale" in outputs(dossier, ReportKind.RECORD)["json"]


def test_of_the_answers_only_choices_and_numbers_stand_in_a_needs_sheet_for_others():
    base = dossiers.dossier(2)
    answers = {
        "needs-use": "Chambre de Luc Gagnon",
        "needs-power": "poe",
        "needs-days": "30",
        "needs-who": "Luc Gagnon",
        "needs-cable": "Luc",
    }
    dossier = replace(base, devices=tuple(replace(one, answers=answers) for one in base.devices))
    (one,) = {tuple(file.answers.items()) for file in masked(dossier, dossiers.MARKER).devices}
    assert dict(one) == {"needs-power": "poe", "needs-days": "30"}
    texts = outputs(dossier, ReportKind.NEEDS, redact=True)
    assert not [form for form, text in texts.items() if "Gagnon" in text]
    assert "Days to keep recordings: 30." in texts["html"]
    assert "Chambre de Luc Gagnon" in outputs(dossier, ReportKind.NEEDS)["html"]
