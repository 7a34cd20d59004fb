import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from app.inventory.photos import LARGEST_PHOTO, PHOTOS_OF_ONE_DEVICE
from app.inventory.scans import SCANS_KEPT
from app.inventory.store import Inventory
from app.model.decision import Choice, Decision, FactsThen
from app.model.kept import Happening, Site
from app.model.problem import FileNotReadableError, PhotoNotKeptError
from tests.unit.inventory.things import MAC, OTHER_MAC, camera, scan

ID, OTHER = f"mac:{MAC}", f"mac:{OTHER_MAC}"
JPEG = b"\xff\xd8\xff\xe0" + b"pixels" * 100


@pytest.fixture
def inventory(tmp_path: Path):
    with Inventory.open(tmp_path / "inventory.sqlite3") as opened:
        yield opened


def test_scans_come_back_as_they_were(inventory: Inventory) -> None:
    first = inventory.scans.keep(scan(camera(mac=MAC)))
    second = inventory.scans.keep(scan(camera(mac=MAC), camera("192.168.1.30", mac=OTHER_MAC), day=1))
    assert inventory.scans.get(first) == scan(camera(mac=MAC))
    assert inventory.scans.last() == inventory.scans.get(second)
    assert [(one.id, one.devices, one.cameras) for one in inventory.scans.all()] == [(second, 2, 2), (first, 1, 1)]
    inventory.scans.forget(second)
    assert inventory.scans.get(second) is None


def test_a_scan_of_which_more_is_known_takes_the_place_of_the_first(inventory: Inventory) -> None:
    inventory.scans.keep(scan(camera(mac=MAC)))
    inventory.scans.keep(scan(camera(mac=MAC), day=1))
    inventory.scans.keep_again(scan(camera(mac=MAC, firmware="5.7.0"), day=1))
    assert len(inventory.scans.all()) == 2
    assert inventory.scans.last() == scan(camera(mac=MAC, firmware="5.7.0"), day=1)
    assert len(inventory.devices.all()) == 1


def test_only_the_newest_scans_of_each_site_are_kept(inventory: Inventory) -> None:
    shop = inventory.sites.add("Shop")
    other = inventory.scans.keep(scan(), shop.id)
    numbers = [inventory.scans.keep(scan(day=n)) for n in range(SCANS_KEPT + 3)]
    assert [inventory.scans.get(n) is not None for n in numbers] == [False] * 3 + [True] * SCANS_KEPT
    assert inventory.scans.last(shop.id) == inventory.scans.get(other)


def test_a_decision_is_added_never_changed(inventory: Inventory) -> None:
    facts = FactsThen(
        "5.4.0", "hikvision", {"CVE-2021-36260": "applies"}, {}, {"ca-2025-06-order": "applies 2026-11-23"}
    )
    first = Decision(
        Choice.LATER, "Ask Sam first", "Ada", dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC), dt.date(2027, 1, 15), facts
    )
    inventory.decisions.decide({ID: first})
    inventory.decisions.decide(
        {ID: replace(first, choice=Choice.REDUCE, reason="It stays off the internet", review=None)}
    )
    book = inventory.decisions.all_of(ID)
    assert [one.choice for one in book] == [Choice.REDUCE, Choice.LATER]
    assert replace(book[1], number=0) == first
    assert inventory.decisions.standing(ID) == book[0] == inventory.decisions.standing_by_id()[ID]
    assert [event.what for event in inventory.devices.history(ID)] == [Happening.DECIDED, Happening.DECIDED]


def test_a_new_decision_stands_whatever_the_clock_said_before(inventory: Inventory) -> None:
    ahead = dt.datetime(2030, 1, 1, tzinfo=dt.UTC)
    inventory.decisions.decide({ID: Decision(Choice.KEEP, "The clock was wrong", decided=ahead)})
    inventory.decisions.decide({ID: Decision(Choice.REPLACE, "Now")})
    assert inventory.decisions.standing(ID).reason == "Now"
    assert inventory.decisions.standing_by_id()[ID].reason == "Now"
    assert [one.reason for one in inventory.decisions.all_of(ID)] == ["Now", "The clock was wrong"]


@pytest.mark.parametrize("facts", ["[]", "{}", "{", '{"firmware": 1, "maker": "", "notes": 7, "support": 1}'])
def test_a_damaged_decision_is_our_own_error(inventory: Inventory, facts: str) -> None:
    inventory.decisions.decide({ID: Decision(Choice.KEEP)})
    with inventory.database.transaction() as connection:
        connection.execute("UPDATE decisions SET facts = ?", (facts,))
    with pytest.raises(FileNotReadableError):
        inventory.decisions.standing(ID)


def test_one_decision_for_many_devices(inventory: Inventory) -> None:
    inventory.scans.keep(scan(camera(mac=MAC), camera("192.168.1.30", mac=OTHER_MAC)))
    inventory.decisions.decide(dict.fromkeys((ID, OTHER), Decision(Choice.KEEP, "New in spring")))
    assert {one.reason for one in inventory.decisions.standing_by_id().values()} == {"New in spring"}
    assert {ID, OTHER} <= set(inventory.decisions.standing_by_id())


def test_a_decision_follows_the_device_to_another_address(inventory: Inventory) -> None:
    inventory.scans.keep(scan(camera("192.168.1.20", mac=MAC)))
    inventory.decisions.decide({ID: Decision(Choice.KEEP)})
    inventory.scans.keep(scan(camera("192.168.1.77", mac=MAC), day=1))
    assert inventory.decisions.standing("address:192.168.1.77").choice is Choice.KEEP


def test_nothing_decided_is_none(inventory: Inventory) -> None:
    assert inventory.decisions.standing("mac:x") is None
    assert inventory.decisions.all_of("mac:x") == []


def test_ticks_and_the_end_of_a_guide(inventory: Inventory) -> None:
    inventory.scans.keep(scan(camera(mac=MAC), camera("192.168.1.30", mac=OTHER_MAC)))
    inventory.guides.tick(ID, "replace-wifi", "export", done=True)
    inventory.guides.tick(ID, "replace-wifi", "export", done=True)
    inventory.guides.tick(ID, "replace-wifi", "swap", done=True)
    inventory.guides.tick(ID, "replace-wifi", "swap", done=False)
    run = inventory.guides.runs(ID)["replace-wifi"]
    assert (run.ticked, run.closed, run.successor) == (frozenset({"export"}), None, "")
    inventory.guides.close(ID, "replace-wifi", OTHER)
    run = inventory.guides.runs(ID)["replace-wifi"]
    assert run.closed is not None
    assert run.successor == OTHER


def test_answers_of_the_needs_sheet(inventory: Inventory) -> None:
    inventory.guides.answer(ID, "power", "poe")
    inventory.guides.answer(ID, "power", "adapter")
    inventory.guides.answer(ID, "light", "")
    assert inventory.guides.answers(ID) == {"power": "adapter"}


def test_photos_are_kept_and_removed(inventory: Inventory) -> None:
    number = inventory.photos.add(ID, JPEG, (640, 480), " Front ")
    assert [(one.jpeg, one.width, one.caption) for one in inventory.photos.of(ID)] == [(JPEG, 640, "Front")]
    inventory.photos.remove(number)
    inventory.photos.remove(number)
    assert inventory.photos.of(ID) == []
    assert [event.what for event in inventory.devices.history(ID)] == [Happening.PHOTO_REMOVED, Happening.PHOTO_ADDED]


@pytest.mark.parametrize(
    "jpeg",
    [
        b"",
        b"GIF89a",
        JPEG + b"x" * LARGEST_PHOTO,
        b"\xff\xd8\xff\xe1\x00\x20Exif\0\0MM" + b"x" * 100,
        JPEG + b"x" * 70_000 + b"Exif\0\0",
    ],
)
def test_what_is_no_clean_picture_is_refused(inventory: Inventory, jpeg: bytes) -> None:
    with pytest.raises(PhotoNotKeptError):
        inventory.photos.add(ID, jpeg, (1, 1))


def test_a_device_has_a_bounded_number_of_photos(inventory: Inventory) -> None:
    for _ in range(PHOTOS_OF_ONE_DEVICE):
        inventory.photos.add(ID, JPEG, (640, 480))
    with pytest.raises(PhotoNotKeptError):
        inventory.photos.add(ID, JPEG, (640, 480))


def test_sites_are_added_renamed_and_removed(inventory: Inventory) -> None:
    shop = inventory.sites.add(" Shop ")
    inventory.sites.rename(1, "Home")
    assert inventory.sites.all() == [Site(1, "Home"), shop]
    inventory.scans.keep(scan(camera(mac=MAC)), shop.id)
    inventory.decisions.decide({ID: Decision(Choice.KEEP)}, shop.id)
    inventory.sites.remove(shop.id)
    assert inventory.sites.all() == [Site(1, "Home")]
    assert inventory.devices.all() == ()
    assert not inventory.has_scans
    inventory.sites.remove(1)
    assert inventory.sites.all() == [Site(1, "Home")]
