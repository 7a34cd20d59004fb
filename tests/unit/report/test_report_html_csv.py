"""HTML and CSV of a scan."""

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from app.report.csv import COLUMNS, devices_csv
from app.report.html import render
from app.report.model import Footnotes
from app.report.record import build_device, build_record
from app.report.sources import on_page
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


class Page(HTMLParser):
    """Tags, attributes and text; complains about tags that do not close."""

    VOID = frozenset({"meta", "link", "br", "col"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


def page(result, **options):
    return Page(render(build_record(result, WORDS, names={}, **options)))


def test_the_page_holds_the_facts():
    text = page(samples.scan(), title_site="Corner Pharmacy", facts=samples.facts()).text
    for fact in ("Corner Pharmacy", "Camera 12", "LNB8005-C", "Most likely made by", "Likely", "CVE-2021-36260"):
        assert fact in text
    assert "The minister encouraged Canadians to take note and make their own decisions." in text


def test_the_page_needs_nothing_else_and_runs_nothing():
    html = page(samples.scan(), facts=samples.facts())
    assert {name for name, _ in html.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not [name for _, attributes in html.tags for name in attributes if name.startswith("on") or name == "src"]
    assert "url(" not in render(build_record(samples.scan(), WORDS, names={}))
    assert all(re.match(r"https://|#source-\d+$", link["href"]) for link in html.all("a"))


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("Le Journal, https://example.org/short (2026-01-02)", "Le Journal, https://example.org/short (2026-01-02)"),
        (f"Le Journal, https://news.example.org/{'risques-d-espionnage-' * 4} (2026-01-02)", "Le Journal, news.example.org (2026-01-02)"),
        (f"https://news.example.org/{'a' * 60} (2026-01-02)", f"https://news.example.org/{'a' * 34}… (2026-01-02)"),
        ("IEEE list of makers (2026-01-02)", "IEEE list of makers (2026-01-02)"),
    ],
)  # fmt: skip
def test_a_long_address_is_told_by_its_host(source, read):
    assert on_page(source) == read


def test_a_link_carries_the_whole_address_where_the_page_tells_the_host():
    address = f"https://news.example.org/{'risques-d-espionnage-' * 4}x"
    report = build_record(samples.scan(), WORDS, names={})
    sources = Footnotes((f"Le Journal, {address} (2026-01-02)",))
    html = Page(render(replace(report, blocks=(*report.blocks, sources))))
    assert {"href": address, "rel": "noreferrer"} in html.all("a")
    assert "Le Journal, news.example.org (2026-01-02)" in html.text
    assert "risques" not in html.text


def test_the_page_can_be_read_aloud():
    result = samples.scan()
    for html in (page(result), Page(render(build_device(result, result.devices[0], WORDS, names={})))):
        assert html.all("html") == [{"lang": "en"}]
        assert len(html.all("h1")) == 1
        assert len(html.all("main")) == 1
        assert all("scope" in attributes for attributes in html.all("th"))
        levels = [int(name[1]) for name, _ in html.tags if re.fullmatch(r"h[1-6]", name)]
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_footnotes_lead_to_sources():
    html = page(samples.scan())
    targets = {attributes["id"] for _, attributes in html.tags if "id" in attributes}
    links = {link["href"][1:] for link in html.all("a") if link["href"].startswith("#")}
    assert links
    assert links <= targets


def test_hostile_texts_stay_texts():
    result = samples.hostile()
    for report in (
        build_record(result, WORDS, names={"mac:2": "<img src=x onerror=alert(1)>"}, title_site="</title><script>"),
        build_device(result, result.devices[2], WORDS, names={}),
    ):
        html = Page(render(report))
        assert {"script", "img"}.isdisjoint(name for name, _ in html.tags)
        assert "<script>alert(1)</script>&amp;\"'" in html.text


def test_any_name_makes_a_page_and_a_table(hostile_text):
    result = samples.scan(1, 0, 0, 0)
    names = {result.devices[0].id: hostile_text}
    report = build_record(result, WORDS, names=names, title_site=hostile_text, made_by=hostile_text)
    html = Page(render(report).encode("utf-8").decode("utf-8"))
    assert {"script", "img"}.isdisjoint(name for name, _ in html.tags)
    (line,) = rows(devices_csv(result, names=names).encode("utf-8").decode("utf-8"))
    assert line["id"] == result.devices[0].id


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_the_table_has_a_line_for_each_device_in_machine_words():
    result = samples.scan()
    text = devices_csv(result, names={result.devices[1].id: "Porte arrière"})
    assert text.startswith("\ufeffid,name,kind,")
    lines = rows(text)
    assert len(lines) == len(result.devices)
    assert tuple(lines[0]) == COLUMNS
    line = lines[1]
    assert (line["name"], line["kind"], line["is_camera"]) == ("Porte arrière", "camera", "true")
    assert (line["maker"], line["maker_certainty"]) == ("Dahua", "likely")
    assert line["firmware_built"] == "2019-06-05"
    assert line["scan_started"] == "2026-11-23T14:05:31-05:00"
    assert lines[0]["advisories_cannot_tell"] == "CVE-2021-36260"
    assert lines[-1]["is_camera"] == ""


def test_the_mark_of_utf8_can_be_left_out():
    assert devices_csv(samples.scan(1), names={}, bom=False).startswith("id,")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\n="])
def test_no_cell_is_a_formula(start):
    result = samples.scan(1, 0, 0, 0)
    (line,) = rows(devices_csv(result, names={result.devices[0].id: f"{start}cmd|' /C calc'!A0"}))
    assert line["name"].startswith("'")
    assert line["name"].lstrip("' =+-@\t\r\n") == "cmd|' /C calc'!A0"


def test_hostile_texts_stay_in_their_cells():
    lines = rows(devices_csv(samples.hostile(), names={}))
    assert len(lines) == 8
    assert all(set(line) == set(COLUMNS) for line in lines)
    assert lines[3]["model"] == "'=cmd|' /C calc'!A0"
    assert all(len(cell) <= 32_001 and "\n" not in cell for line in lines for cell in line.values())
