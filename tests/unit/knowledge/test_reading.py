from pathlib import Path

import pytest

from app.knowledge.load import load
from app.knowledge.reading import read_readings
from app.model.problem import KnowledgeError
from app.model.reading import Where

HEAD = 'checked = "2026-11-25"\n[[general]]\nwhere = "app"\nmenu = "Settings > About"\n'
ROW = '[[maker]]\nid = "dahua"\nway = [{ where = "web", menu = "Setting > Information > Version" }]\n'


def read(tmp_path: Path, text: str):
    path = tmp_path / "firmware.toml"
    path.write_text(text, encoding="utf-8")
    return read_readings(path, {"dahua", "lorex"}.__contains__)


def test_the_ways_of_a_maker_come_before_those_of_any_device(tmp_path: Path) -> None:
    readings = read(tmp_path, HEAD + ROW)
    assert readings.of("lorex", "dahua").ways[0].steps == ("Setting", "Information", "Version")
    assert readings.of("dahua").of_maker
    assert not readings.of("lorex").of_maker
    assert readings.of().ways[0].where is Where.APP


def test_a_way_is_confirmed_only_with_a_source(tmp_path: Path) -> None:
    confirmed = (
        'way = [{ where = "web", menu = "A > B", confirmed = { title = "Manual", url = "https://x", date = "2020" } }]'
    )
    readings = read(tmp_path, HEAD + '[[maker]]\nid = "dahua"\n' + confirmed)
    assert readings.of("dahua").ways[0].source.title == "Manual"


@pytest.mark.parametrize(
    "text",
    [
        ROW,
        HEAD + ROW + ROW,
        HEAD + ROW.replace("dahua", "nobody"),
        HEAD + ROW.replace('"web"', '"moon"'),
        HEAD + ROW.replace("Setting > Information > Version", "Setting"),
        HEAD + ROW.replace(" > Version", " > "),
        HEAD + ROW.replace("menu", "menus"),
        HEAD + '[[maker]]\nid = "dahua"\n',
        HEAD + ROW.replace(" }]", ", confirmed = true }]"),
        HEAD.replace("2026-11-25", "today"),
    ],
)
def test_a_fault_in_a_row_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(KnowledgeError):
        read(tmp_path, text)


def test_what_is_shipped_is_right() -> None:
    assert len(load().readings.of_makers) >= 30
