"""What a dossier is filled with, and which devices of several scans are one."""

import datetime as dt
from dataclasses import replace

import pytest

from app.inventory.store import Inventory
from app.knowledge.load import load
from app.model.decision import Choice, Decision
from app.model.device import Device
from app.model.events import Coverage, ScanResult
from app.model.identity import Identity, Kind
from app.model.kept import ByHand, DeviceNotes
from app.report.build import Order, build, prepare
from app.report.bundle import bundle_bytes, read_bundle
from app.report.collect import Reader, collect
from app.report.dossier import ReportKind, SiteScan
from app.report.duplicates import counted_once
from tests.unit.report import dossiers, samples

READER = Reader(dossiers.TODAY)


@pytest.fixture
def inventory(tmp_path):
    with Inventory.open(tmp_path / "inventory.sqlite3") as opened:
        yield opened


def test_what_is_kept_comes_along(inventory):
    result = samples.scan(3, 1, 0, 0)
    inventory.scans.keep(result)
    device = result.devices[1]
    inventory.devices.say(device.id, DeviceNotes("Back door", "Yard", "Key: Marc"))
    inventory.devices.tell_firmware(device.id, "V9", dossiers.TODAY)
    inventory.decisions.decide({device.id: Decision(Choice.LATER)})
    inventory.decisions.decide({device.id: Decision(Choice.REPLACE, "old", "Ana", review=dossiers.TODAY)})
    inventory.photos.add(device.id, dossiers.JPEG, (64, 48), "Door")
    inventory.guides.tick(device.id, "replace-wifi-camera", "export", done=True)
    inventory.guides.answer(device.id, "needs-power", "poe")
    inventory.devices.enter(ByHand("doorbell", "Ring", firmware="3.1.4"), DeviceNotes("Gate"))
    dossier = collect([SiteScan(result)], load(), dossiers.MARKER, READER, inventory=inventory, site=1, by_hand=True)
    one = dossier.file(device.id)
    assert one.own == DeviceNotes("Back door", "Yard", "Key: Marc")
    assert one.told_firmware.text == "V9"
    assert one.device.identity.firmware.value == "V9"
    again = SiteScan(replace(result, devices=tuple(file.device for file in dossier.devices if not file.by_hand)))
    twice = collect([again], load(), dossiers.MARKER, READER, inventory=inventory, site=1)
    assert twice.file(device.id).device == one.device
    assert (one.decision.choice, one.decision.reason, [old.choice for old in one.earlier]) == (
        Choice.REPLACE,
        "old",
        [Choice.LATER],
    )
    assert one.now is not None
    assert [photo.caption for photo in one.photos] == ["Door"]
    assert one.guides[0].done == {"export"}
    assert one.answers == {"needs-power": "poe"}
    assert [file.own.name for file in dossier.devices if file.by_hand] == ["Gate"]
    (by_hand,) = [file for file in dossier.devices if file.by_hand]
    assert by_hand.device.identity.brand.key == "ring"
    assert by_hand.device.identity.firmware.value == "3.1.4"
    assert dossier.published.notes
    assert len({file.mark for file in dossier.devices}) == 5


def test_a_mark_stays_when_the_address_and_the_id_change(inventory):
    result = samples.scan(1, 0, 0, 0)
    inventory.scans.keep(result)
    before = collect([SiteScan(result)], load(), dossiers.MARKER, READER, inventory=inventory, site=1).devices[0]
    moved = replace(result.devices[0], addresses=("192.168.1.99",))
    later = replace(result, started=result.started + dt.timedelta(days=1), devices=(moved,))
    inventory.scans.keep(later)
    after = collect([SiteScan(later)], load(), dossiers.MARKER, READER, inventory=inventory, site=1).devices[0]
    assert before.mark == after.mark


def test_marks_of_another_computer_stay(tmp_path):
    work = prepare(dossiers.dossier(4), Order(ReportKind.AUDIT), dossiers.MARKER)
    path = tmp_path / "b.zip"
    path.write_bytes(bundle_bytes(work, build(work)))
    other = collect(read_bundle(path).scans, load(), lambda _: "ZZZ-ZZZ", READER)
    assert [one.mark for one in other.devices] == [one.mark for one in work.dossier.devices]
    report = build(prepare(other, Order(ReportKind.RECORD), dossiers.MARKER))
    assert work.dossier.devices[0].mark in repr(report.blocks)


def test_a_person_without_inventory_gets_a_dossier(inventory):
    result = samples.scan(2)
    names = {result.devices[0].id: DeviceNotes("Door")}
    dossier = collect([SiteScan(result, "Shop")], load(), dossiers.MARKER, READER, names=names)
    assert dossier.devices[0].own.name == "Door"
    assert dossier.site == "Shop"
    assert collect([SiteScan(result)], load(), dossiers.MARKER, READER, inventory=inventory).devices[0].decision is None


def found(*scans):
    results = [
        ScanResult(
            samples.STARTED + dt.timedelta(hours=hour), samples.STARTED, "0", "2026-11-20", Coverage(), tuple(devices)
        )
        for hour, devices in enumerate(scans)
    ]
    return [(one.device.id, one.place, one.also_in) for one in counted_once(results)]


def device(name, mac=None, model=None, addresses=("192.168.1.2",)):
    identity = Identity(Kind.CAMERA, model=samples.sure(model, samples.Certainty.LIKELY)) if model else Identity()
    return Device(name, addresses, mac, (), identity)


A, B = "44:19:b6:00:00:0a", "44:19:b6:00:00:0b"


def test_the_later_scan_tells_of_a_device_that_both_found():
    assert found([device(f"mac:{A}", A)], [device(f"mac:{A}", A), device(f"mac:{B}", B)]) == [
        (f"mac:{A}", 1, (0,)),
        (f"mac:{B}", 1, ()),
    ]


def test_an_address_joins_nothing():
    assert len(found([device("address:192.168.1.2")], [device("address:192.168.1.2")])) == 2


def test_copies_of_a_serial_or_a_claimed_mac_join_nothing():
    assert len(found([device("serial:123456789", A)], [device("serial:123456789", B)])) == 2
    assert len(found([device(f"mac:{A}", A, "P3245")], [device(f"mac:{A}", A, "DS-2CD2142")])) == 2
    assert len(found([device(f"mac:{A}", A, "P3245")], [device(f"mac:{A}", A, "p3245")])) == 1
    assert len(found([device(f"mac:{A}", A)] * 2)) == 2


def test_three_scans_of_one_device():
    assert found(*[[device(f"mac:{A}", A)]] * 3) == [(f"mac:{A}", 2, (1, 0))]


def test_one_address_in_two_places_is_two_devices():
    weak = device("address:192.168.1.2")
    first = ScanResult(samples.STARTED, samples.STARTED, "0", "2026-11-20", Coverage(), (weak,))
    second = replace(first, started=samples.STARTED + dt.timedelta(hours=1))
    dossier = collect([SiteScan(first, "Home"), SiteScan(second, "Shop")], load(), dossiers.MARKER, READER)
    assert len({one.device.id for one in dossier.devices}) == 2
    assert len({one.mark for one in dossier.devices}) == 2
    work = prepare(dossier, Order(ReportKind.AUDIT), dossiers.MARKER)
    assert [len(scan.result.devices) for scan in work.dossier.scans] == [1, 1]
    assert [one.device.id for one in work.dossier.devices] == [scan.result.devices[0].id for scan in work.dossier.scans]


def test_the_same_scan_twice_is_one_scan():
    result = samples.scan(2, 0, 2, 0)
    dossier = collect([SiteScan(result, "a"), SiteScan(result, "b")], load(), dossiers.MARKER, READER)
    assert len(dossier.scans) == 1
    assert len(dossier.devices) == 4


def test_each_place_has_its_own_devices_words_and_addresses(inventory):
    shop = inventory.sites.add("Shop").id
    weak = device("address:192.168.1.2")
    home = ScanResult(samples.STARTED, samples.STARTED, "0", "2026-11-20", Coverage(), (weak,))
    other = replace(home, started=samples.STARTED + dt.timedelta(hours=1))
    for site, scan, name in ((1, home, "Door"), (shop, other, "Till")):
        inventory.scans.keep(scan, site)
        inventory.devices.say(weak.id, DeviceNotes(name), site)
        inventory.devices.enter(ByHand("camera"), DeviceNotes(f"{name} by hand"), site)
    scans = [SiteScan(home, "Home", 1), SiteScan(other, "Shop", shop)]
    dossier = collect(scans, load(), dossiers.MARKER, READER, inventory=inventory, by_hand=True)
    told = {(one.own.name, dossier.scans[one.place].name) for one in dossier.devices}
    assert told == {("Door", "Home"), ("Till", "Shop"), ("Door by hand", "Home"), ("Till by hand", "Shop")}
