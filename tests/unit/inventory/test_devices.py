import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.inventory.store import Inventory
from app.model.certainty import Certainty
from app.model.decision import Choice, Decision
from app.model.device import Device
from app.model.identity import Value
from app.model.kept import ByHand, DeviceNotes, Happening
from app.model.sighting import Protocol, Sighting
from tests.unit.inventory.things import DAY, MAC, OTHER_MAC, SERIAL, UUID, camera, scan


@pytest.fixture
def inventory(tmp_path: Path):
    with Inventory.open(tmp_path / "inventory.sqlite3") as opened:
        yield opened


NEIGHBOUR = "44:19:b6:00:00:02"
MADE_UP, OTHER_MADE_UP = "da:a1:19:00:00:01", "da:a1:19:44:55:66"


def of_model(device: Device, model: str) -> Device:
    return replace(device, identity=replace(device.identity, model=Value(model, Certainty.CONFIRMED)))


def with_port(device: Device, address: str, mac: str) -> Device:
    """The same device, seen at a second address with another MAC."""
    port = Sighting(Protocol.NEIGHBOUR, address, {"mac": mac}, DAY)
    return replace(device, addresses=(*device.addresses, address), sightings=(*device.sightings, port))


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
        (camera("192.168.1.20", serial=SERIAL, mac=MAC), camera("192.168.1.21", serial=SERIAL, mac=NEIGHBOUR)),
        (camera("192.168.1.20", serial=SERIAL, mac=MADE_UP), camera("192.168.1.20", serial=SERIAL, mac=OTHER_MADE_UP)),
        (camera("192.168.1.20", uuid=UUID, mac=MAC), camera("192.168.1.20", uuid=UUID, mac=MADE_UP)),
        (with_port(camera("192.168.1.20", mac=MAC), "192.168.1.21", NEIGHBOUR), camera("192.168.1.21", mac=NEIGHBOUR)),
        (of_model(camera("192.168.1.20", mac=MAC), "DS-1"), of_model(camera("192.168.1.20"), "ds-1")),
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
        (of_model(camera("192.168.1.20", mac=MAC), "DS-1"), of_model(camera("192.168.1.20"), "DS-2")),
        (of_model(camera("192.168.1.20", mac=MAC), "DS-1"), of_model(camera("192.168.1.21"), "DS-1")),
        (of_model(camera("192.168.1.20"), "DS-1"), of_model(camera("192.168.1.20", mac=MAC), "DS-2")),
        (of_model(camera("192.168.1.20", uuid=UUID), "DS-1"), of_model(camera("192.168.1.21", uuid=UUID), "DS-2")),
        (camera("192.168.1.20", uuid=UUID, serial=SERIAL), camera("192.168.1.21", uuid=UUID, serial="3J04B2FPAG00077")),
        (of_model(camera("192.168.1.20", serial=SERIAL), "DS-1"), of_model(camera("192.168.1.21", serial=SERIAL), "X")),
        (with_port(camera("192.168.1.20", mac=MAC), "192.168.1.21", OTHER_MAC), camera("192.168.1.21", mac=OTHER_MAC)),
    ],
)
def test_another_device_is_not_taken_for_it(inventory: Inventory, before, after) -> None:
    seen(inventory, before)
    inventory.devices.say(before.id, DeviceNotes("Back door"))
    seen(inventory, after, day=1)
    assert len(inventory.devices.all()) == 2
    assert after.id not in inventory.devices.own_words(1)
    assert inventory.devices.get(after.id, 1).own == DeviceNotes()


def test_a_uuid_that_two_cameras_had_identifies_neither_any_more(inventory: Inventory) -> None:
    both = [camera(f"192.168.1.2{n}", mac=mac, uuid=UUID) for n, mac in enumerate((MAC, OTHER_MAC))]
    seen(inventory, *both)
    for device in both:
        inventory.devices.say(device.id, DeviceNotes(f"Camera with {device.mac}"), 1)
    seen(inventory, camera("192.168.1.30", uuid=UUID), day=1)
    assert inventory.devices.own_words(1).get(f"uuid:{UUID}") is None
    assert inventory.devices.get(f"uuid:{UUID}", 1).own == DeviceNotes()
    seen(inventory, *both, day=2)
    assert {inventory.devices.own_words(1)[device.id].name for device in both} == {
        f"Camera with {MAC}",
        f"Camera with {OTHER_MAC}",
    }


def test_a_uuid_that_two_models_had_one_by_one_identifies_neither_any_more(inventory: Inventory) -> None:
    first = of_model(camera("192.168.1.20", uuid=UUID), "DS-1")
    seen(inventory, first)
    inventory.devices.say(first.id, DeviceNotes("Back door"))
    seen(inventory, of_model(camera("192.168.1.21", uuid=UUID), "DS-2"), day=1)
    seen(inventory, camera("192.168.1.22", uuid=UUID), day=2)
    assert f"uuid:{UUID}" not in inventory.devices.own_words(1)
    assert len(inventory.devices.all()) == 3


def test_an_address_is_not_taken_from_a_device_that_is_surely_known(inventory: Inventory) -> None:
    known = of_model(camera("192.168.1.20", mac=MAC), "DS-1")
    seen(inventory, known)
    inventory.devices.say(known.id, DeviceNotes("Back door"))
    moved = of_model(camera("192.168.1.30", mac=MAC), "DS-1")
    seen(inventory, of_model(camera("192.168.1.20"), "DS-1"), moved, day=1)
    assert inventory.devices.get("address:192.168.1.20", 1).own == DeviceNotes()
    assert inventory.devices.get(moved.id, 1).own.name == "Back door"


def test_an_address_that_a_device_left_leads_to_it_no_more(inventory: Inventory) -> None:
    seen(inventory, of_model(camera("192.168.1.20", mac=MAC), "DS-1"))
    inventory.devices.say(f"mac:{MAC}", DeviceNotes("Back door"))
    seen(inventory, of_model(camera("192.168.1.30", mac=MAC), "DS-1"), day=1)
    seen(inventory, of_model(camera("192.168.1.20"), "DS-1"), day=2)
    assert inventory.devices.get("address:192.168.1.20", 1).own == DeviceNotes()


def test_a_uuid_that_two_devices_of_a_scan_have_leads_neither_to_what_was_known_by_it(inventory: Inventory) -> None:
    first = camera("192.168.1.20", uuid=UUID)
    seen(inventory, first)
    inventory.devices.say(first.id, DeviceNotes("Back door"))
    other = camera("192.168.1.21", uuid=UUID, mac=OTHER_MAC)
    seen(inventory, other, camera("192.168.1.20", uuid=UUID, mac=MAC), day=1)
    assert inventory.devices.get(other.id, 1).own == DeviceNotes()
    assert inventory.devices.get(f"mac:{MAC}", 1).own.name == "Back door"


def test_a_mac_that_two_devices_state_leads_to_the_one_that_is_named_after_it(inventory: Inventory) -> None:
    seen(inventory, camera("192.168.1.21", mac=NEIGHBOUR))
    inventory.devices.say(f"mac:{NEIGHBOUR}", DeviceNotes("Back door"))
    claims_it = with_port(camera("192.168.1.20", mac=MAC), "192.168.1.20", NEIGHBOUR)
    seen(inventory, claims_it, camera("192.168.1.21", mac=NEIGHBOUR), day=1)
    assert inventory.devices.get(f"mac:{MAC}", 1).own == DeviceNotes()
    assert inventory.devices.get(f"mac:{NEIGHBOUR}", 1).own.name == "Back door"


def test_the_shop_shows_nothing_of_the_camera_with_the_same_address_at_home(inventory: Inventory) -> None:
    shop, device, day = inventory.sites.add("Shop").id, camera(), dt.date(2026, 11, 25)
    seen(inventory, device)
    inventory.devices.say(device.id, DeviceNotes("Nursery"))
    inventory.devices.tell_firmware(device.id, "V5", day)
    inventory.decisions.decide({device.id: Decision(Choice.KEEP, "home")})
    seen(inventory, device, site=shop)
    assert device.id not in inventory.devices.own_words(shop)
    assert device.id not in inventory.devices.told_firmware(shop)
    assert device.id not in inventory.decisions.standing_by_id(shop)
    assert inventory.devices.own_words(1)[device.id].name == "Nursery"
    assert inventory.devices.told_firmware(1)[device.id].text == "V5"
    assert inventory.decisions.standing_by_id(1)[device.id].reason == "home"


def test_a_uuid_of_another_model_at_the_shop_shows_nothing_of_home(inventory: Inventory) -> None:
    shop, home = inventory.sites.add("Shop").id, of_model(camera(uuid=UUID), "DS-1")
    seen(inventory, home)
    inventory.devices.say(home.id, DeviceNotes("Nursery"))
    seen(inventory, of_model(camera(uuid=UUID), "DS-2"), site=shop)
    assert home.id not in inventory.devices.own_words(shop)
    assert inventory.devices.own_words(1)[home.id].name == "Nursery"
    assert inventory.devices.own_words(None).keys() >= {home.id, "address:192.168.1.20"}


def test_signing_in_on_an_old_scan_leaves_all_but_that_scan_as_it_was(inventory: Inventory) -> None:
    seen(inventory, camera("192.168.1.20", mac=MAC, firmware="5.4.0"))
    seen(inventory, camera("192.168.1.31", mac=MAC, firmware="5.7.0"), day=1)
    shop = inventory.sites.add("Shop").id
    before = inventory.devices.history(f"mac:{MAC}"), inventory.devices.get(f"mac:{MAC}"), inventory.scans.last(1)
    more = scan(camera("192.168.1.20", mac=MAC, firmware="5.4.0 build 160530"))
    assert inventory.scans.keep_again(more)
    after = inventory.devices.history(f"mac:{MAC}"), inventory.devices.get(f"mac:{MAC}"), inventory.scans.last(1)
    assert after == before
    assert inventory.scans.get(inventory.scans.all(1)[-1].id) == more
    assert inventory.scans.all(shop) == ()


def test_what_signing_in_on_the_newest_scan_told_is_no_change_of_firmware(inventory: Inventory) -> None:
    seen(inventory, camera(mac=MAC, firmware="5.4.0"))
    more = scan(camera(mac=MAC, firmware="5.4.0 build 160530"))
    assert inventory.scans.keep_again(more)
    assert inventory.scans.keep_again(more)
    told = [(event.what, event.before, event.after) for event in inventory.devices.history(f"mac:{MAC}")]
    assert told == [(Happening.READ_FIRMWARE, "", "5.4.0 build 160530"), (Happening.FIRST_SEEN, "", "")]


def test_a_scan_that_was_deleted_is_not_kept_by_signing_in(inventory: Inventory) -> None:
    seen(inventory, camera(mac=MAC))
    inventory.scans.forget(inventory.scans.all()[0].id)
    assert not inventory.scans.keep_again(scan(camera(mac=MAC, firmware="5.7.0")))
    assert inventory.scans.all() == ()


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
