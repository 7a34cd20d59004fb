"""A camera is really replaced in a pretend LAN: the scan at the end of the guide says so, and the guide is closed."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from app.inventory.store import Inventory
from app.model.events import ScanResult
from app.places import resources_folder
from app.scan_file import from_json
from app.ui.guiding.guide_desk import GuideDesk
from app.ui.keeping import Keeping
from app.ui.pages.guide import closing_text
from app.words import Language, words_for
from tests.lan import farm
from tests.lan.scanning import scan

pytestmark = [pytest.mark.lan, pytest.mark.timeout(180)]

OLD, NEW, OTHER = "192.168.50.20", "192.168.50.31", "192.168.50.28"
GUIDE = "replace-wifi-camera"


def cast(*addresses: str) -> list[dict[str, Any]]:
    tables = tomllib.loads((resources_folder() / "practice" / "cast.toml").read_text(encoding="utf-8"))["device"]
    return [{**table, "address": _moved(table["address"])} for table in tables if table["address"] in addresses]


def _moved(address: str) -> str:
    # The new camera gets the address that the old one had, as happens at home.
    return "10.77.0.20" if address in {OLD, NEW} else address.replace("192.168.50.", "10.77.0.")


def scanned(tables: list[dict[str, Any]], folder: Path) -> ScanResult:
    folder.mkdir()
    command = farm.write_devices(tables, folder / "devices.json")
    return from_json(scan(farm.nodes_for(tables), farm=command).document())


def test_a_new_camera_at_the_old_address_closes_the_guide(tmp_path: Path) -> None:
    with Inventory.open(tmp_path / "inventory.sqlite3") as inventory:
        desk = GuideDesk(Keeping(inventory))
        before = scanned(cast(OLD, OTHER), tmp_path / "before")
        inventory.scans.keep(before)
        old = next(device for device in before.devices if device.addresses == ("10.77.0.20",))
        desk.tick(old.id, GUIDE, "export", done=True)

        still = scanned(cast(OLD, OTHER), tmp_path / "still")
        inventory.scans.keep(still)
        found = desk.ended(old.id, GUIDE, before.devices, still.devices)
        assert found.still_there is not None
        assert desk.progress(old.id, GUIDE).closed is None

        after = scanned(cast(NEW, OTHER), tmp_path / "after")
        inventory.scans.keep(after)
        found = desk.ended(old.id, GUIDE, still.devices, after.devices)
        assert found.still_there is None
        (new,) = found.new
        assert new.identity.maker.value == "Reolink"
        progress = desk.progress(old.id, GUIDE)
        assert progress.closed is not None
        assert progress.successor == new.id
        told = closing_text(found, {new.id: "Camera 1"}, words_for(Language.ENGLISH))
        assert told.startswith("The old device did not answer any more. New: Camera 1")
        assert "Reolink" in told
