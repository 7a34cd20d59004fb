import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.inventory.store import Inventory
from app.model.kept import ByHand, DeviceNotes, Happening
from tests.unit.inventory.things import MAC, OTHER_MAC, SERIAL, UUID, camera, scan


@pytest.fixture
def inventory(tmp_path: Path):
    with Inventory.open(tmp_path / "inventory.sqlite3") as opened:
        yield opened


def seen(inventory: Inventory, *devices, day: int = 0, site: int = 1) -> None:
    inventory.scans.keep(scan(*devices, day=day), site)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (camera("192.168.1.20", mac=MAC), camera("192.168.1.99", mac=MAC)),
        (camera("192.168.1.20", mac=MAC), camera("192.168.1.20", mac=MAC, firmware="5.7.0", serial=SERIAL)),
        (camera("192.168.1.20", uuid=UUID), camera("192.168.1.99", uuid=UUID)),
        (camera("192.168.1.20", uuid=UUID), camera("192.168.1.99", uuid=UUID, mac=MAC)),
        (camera("192.168.1.20", serial=SERIAL), camera("192.168.1.99", serial=SERIAL)),
        (camera("192.168.1.20", serial=SERIAL, mac=MAC), camera("192.168.1.99", serial=SERIAL)),
        (camera("192.168.1.20"), camera("192.168.1.20")),
        (camera("192.168.1.20"), camera("192.168.1.20", mac=MAC)),
    ],
)
def test_a_device_is_known_again(inventory: Inventory, before, after) -> None:
    seen(inventory, before)
    inventory.devices.say(before.id, DeviceNotes("Back door"))
    seen(inventory, after, day=1)
    assert len(inventory.devices.all()) == 1
    assert inventory.devices.own_words()[after.id].name == "Back door"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (camera("192.168.1.20", mac=MAC), camera("192.168.1.20", mac=OTHER_MAC)),
        (camera("192.168.1.20", mac=MAC, serial=SERIAL), camera("192.168.1.21", mac=OTHER_MAC, serial=SERIAL)),
        (camera("192.168.1.20", mac=MAC, uuid=UUID), camera("192.168.1.21", mac=OTHER_MAC, uuid=UUID)),
        (camera("192.168.1.20", mac=MAC), camera("192.168.1.20")),
        (camera("192.168.1.20"), camera("192.168.1.21")),
    ],
)
def test_another_device_is_not_taken_for_it(inventory: Inventory, before, after) -> None:
    seen(inventory, before)
    inventory.devices.say(before.id, DeviceNotes("Back door"))
    seen(inventory, after, day=1)
    assert len(inventory.devices.all()) == 2
    assert after.id not in inventory.devices.own_words()


def test_two_devices_of_one_scan_stay_two(inventory: Inventory) -> None:
    seen(
        inventory,
        camera("192.168.1.20", serial=SERIAL, own_id="serial:x"),
        camera("192.168.1.21", serial=SERIAL, own_id="serial:y"),
    )
    assert len(inventory.devices.all()) == 2


def test_the_same_address_at_two_sites_is_two_devices(inventory: Inventory) -> None:
    shop = inventory.sites.add("Shop")
    seen(inventory, camera())
    seen(inventory, camera(), site=shop.id)
    inventory.devices.say(camera().id, DeviceNotes("Till"), shop.id)
    assert [one.own.name for one in inventory.devices.all(1)] == [""]
    assert [one.own.name for one in inventory.devices.all(shop.id)] == ["Till"]


def test_moves_and_firmware_stand_in_the_history(inventory: Inventory) -> None:
    seen(inventory, camera("192.168.1.20", mac=MAC, firmware="5.4.0"))
    seen(inventory, camera("192.168.1.31", mac=MAC), day=1)
    seen(inventory, camera("192.168.1.31", mac=MAC, firmware="5.7.0"), day=2)
    told = [(event.what, event.before, event.after) for event in inventory.devices.history(f"mac:{MAC}")]
    assert told == [
        (Happening.FIRMWARE, "5.4.0", "5.7.0"),
        (Happening.MOVED, "192.168.1.20", "192.168.1.31"),
        (Happening.FIRST_SEEN, "", ""),
    ]


def test_words_are_kept_trimmed_and_what_stood_before_stays_in_the_history(inventory: Inventory) -> None:
    inventory.devices.say("mac:1", DeviceNotes(" Back door ", "Garden", "Under the lamp"))
    inventory.devices.say("mac:1", DeviceNotes("Porte arrière"))
    assert inventory.devices.own_words() == {"mac:1": DeviceNotes("Porte arrière")}
    inventory.devices.say("mac:1", DeviceNotes())
    assert dict(inventory.devices.own_words()) == {}
    told = [(event.what, event.before, event.after) for event in reversed(inventory.devices.history("mac:1"))]
    assert told == [
        (Happening.NAMED, "", "Back door, Garden"),
        (Happening.NOTED, "", "Under the lamp"),
        (Happening.NAMED, "Back door, Garden", "Porte arrière"),
        (Happening.NOTED, "Under the lamp", ""),
        (Happening.NAMED, "Porte arrière", ""),
    ]


def test_a_version_that_the_person_read_is_kept_and_forgotten(inventory: Inventory) -> None:
    day = dt.date(2026, 11, 25)
    seen(inventory, camera(mac=MAC))
    inventory.devices.tell_firmware(f"mac:{MAC}", " V5.4.0 build 160530 ", day)
    told = inventory.devices.told_firmware()[f"mac:{MAC}"]
    assert (told.text, told.day) == ("V5.4.0 build 160530", day)
    seen(inventory, camera("192.168.1.77", mac=MAC), day=1)
    assert inventory.devices.get(f"mac:{MAC}").told_firmware == told
    inventory.devices.tell_firmware(f"mac:{MAC}", "", day)
    assert dict(inventory.devices.told_firmware()) == {}


def test_a_device_entered_by_hand_is_kept_changed_and_forgotten(inventory: Inventory) -> None:
    device_id = inventory.devices.enter(ByHand("doorbell", "Ring", "Video Doorbell 2"), DeviceNotes("Front door"))
    kept = inventory.devices.get(device_id)
    assert (kept.by_hand, kept.own.name) == (ByHand("doorbell", "Ring", "Video Doorbell 2"), "Front door")
    inventory.devices.describe(device_id, ByHand("doorbell", "Ring", "Video Doorbell Pro"))
    assert inventory.devices.get(device_id).by_hand.model == "Video Doorbell Pro"
    inventory.devices.forget(device_id)
    assert inventory.devices.get(device_id) is None
    assert inventory.devices.history(device_id) == ()


def test_what_nobody_knows_is_none(inventory: Inventory) -> None:
    assert inventory.devices.get("mac:x") is None
    assert inventory.devices.key("mac:x") is None
    assert inventory.devices.history("mac:x") == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=5))
def test_any_text_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    with Inventory.open(tmp_path_factory.mktemp("kept") / "i.sqlite3") as inventory:
        for text in texts:
            if any("\ud800" <= char <= "\udfff" for char in text):
                continue
            inventory.devices.say("mac:1", DeviceNotes(text, text, text))
            words = inventory.devices.own_words().get("mac:1", DeviceNotes())
            assert words == DeviceNotes(text.strip(), text.strip(), text.strip())
