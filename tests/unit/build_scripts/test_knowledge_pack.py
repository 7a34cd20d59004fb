"""Facts go out as a signed pack that is as new as their newest part."""

import datetime as dt
import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

from app.knowledge.load import Knowledge
from app.knowledge.pack import read_pack
from app.knowledge.packs import Packs
from app.knowledge.parts import PARTS

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location(
    "knowledge_pack_under_test", ROOT / "build_scripts" / "knowledge_pack.py"
)
knowledge_pack = importlib.util.module_from_spec(_SPEC)
sys.modules[_SPEC.name] = knowledge_pack
_SPEC.loader.exec_module(knowledge_pack)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in PARTS:
        shutil.copytree(ROOT / "resources" / part, tmp_path / "resources" / part)
    monkeypatch.setattr(knowledge_pack, "ROOT", tmp_path)
    monkeypatch.setattr(knowledge_pack, "problems", lambda _: [])
    knowledge_pack.new_key(tmp_path / "key.pem")
    return tmp_path


def checked_on(checkout: Path, day: dt.date) -> None:
    notes = checkout / "resources" / "advisories" / "axis.toml"
    lines = notes.read_text("utf-8").splitlines(keepends=True)
    place = next(place for place, line in enumerate(lines) if line.startswith("checked = "))
    lines[place] = f'checked = "{day}"\n'
    notes.write_text("".join(lines), "utf-8")


def test_a_refresh_of_published_notes_alone_is_newer_and_is_taken_in(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    have = dt.date.fromisoformat(Knowledge(ROOT / "resources").date)
    later = have + dt.timedelta(days=30)
    checked_on(checkout, later)
    monkeypatch.setattr(knowledge_pack, "today", lambda: later)
    pack = checkout / "facts.zip"
    assert knowledge_pack.export(checkout / "key.pem", pack) == 0
    read = read_pack(pack.read_bytes(), pack.name)
    assert read.date == later
    packs = Packs(checkout / "facts")
    packs.trust(bytes.fromhex((checkout / "key.pem.signer").read_text("ascii")))
    packs.take_in(pack, have, lambda _: "")
    assert Knowledge(checkout / "facts" / "current").date == later.isoformat()


def test_a_day_that_is_still_to_come_is_refused(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    checked_on(checkout, dt.date(2999, 1, 1))
    assert knowledge_pack.export(checkout / "key.pem", checkout / "facts.zip") == 1
    assert "2999-01-01" in capsys.readouterr().err
    assert not (checkout / "facts.zip").exists()
