"""Every kind of report: what its reader needs, the common frame, the same facts in every format."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from app.cli.report_options import KINDS, PARTS
from app.model.finding import FindingState, FindingType
from app.model.kept import ByHand, DeviceNotes
from app.model.problem import ReportDeviceError, ReportGuideError
from app.report import first_page
from app.report.build import Order, build, prepare
from app.report.by_hand import device_by_hand
from app.report.csv import COLUMNS
from app.report.csv_file import AUDIT_COLUMNS, GUIDE_COLUMNS, MORE_COLUMNS, NEEDS_COLUMNS, report_csv
from app.report.desk import Desk
from app.report.dossier import DeviceFile, Part, ReportKind, SiteScan
from app.report.html import render
from app.report.json_file import report_data, report_json
from app.report.model import DeviceSheet, FactTable, Heading, Pictures, QrCode, Signature, Steps, Table
from app.words import Language, words_for
from tests.unit.report import dossiers, samples
from tests.unit.report.json_schema import errors

ENGLISH, FRENCH = Language
ABOUT_ONE = (ReportKind.DEVICE, ReportKind.NEEDS, ReportKind.GUIDE)
LONG = "A" * 10_000


def order(kind, dossier, languages=(ENGLISH,), **options):
    device = dossier.devices[0].device.id if kind in ABOUT_ONE else ""
    return Order(kind, languages, device, "replace-wifi-camera" if kind is ReportKind.GUIDE else "", **options)


def made(kind, dossier=None, languages=(ENGLISH,), **options):
    dossier = dossier or dossiers.dossier(6)
    work = prepare(dossier, order(kind, dossier, languages, **options), dossiers.MARKER)
    return work, build(work)


class Page(HTMLParser):
    """Tags with their attributes, and the text."""

    VOID = frozenset({"meta", "img", "path", "col"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.parts, self.open = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.parts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.parts).split())


def page(report):
    return Page(render(report))


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def blocks(report, kind):
    return [block for block in report.blocks if isinstance(block, kind)]


def labels(report):
    return {fact.label for table in blocks(report, FactTable) for fact in table.facts}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_has_the_common_frame(kind, language):
    words = words_for(language)
    _, report = made(kind, languages=(language,))
    text = page(report).text
    for told in (
        words.text("Scanned on"),
        words.moment(samples.STARTED),
        words.text("Networks looked at"),
        words.text("Scan made by"),
        "Camera Check 0.1.0",
        words.date(dossiers.date(2026, 11, 20)),
        words.text("What this scan could not see"),
        first_page.how_sure(words).text,
        first_page.disclaimer(words).text,
    ):
        assert " ".join(told.split()) in text, told
    assert report.language == language.value
    assert report.title
    assert "{page}" in report.page_of


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_reads_well_aloud(kind):
    for languages in ((ENGLISH,), (ENGLISH, FRENCH), (FRENCH, ENGLISH)):
        _, report = made(kind, languages=languages, parts=frozenset(Part))
        html = page(report)
        tags = html.tags
        assert dict(tags)["html"] == {"lang": languages[0].value}
        assert [name for name, _ in tags].count("h1") == len(languages)
        assert [name for name, _ in tags].count("main") == 1
        assert all(attributes.get("scope") for name, attributes in tags if name == "th")
        assert all(attributes.get("alt") for name, attributes in tags if name == "img")
        levels = [int(name[1]) for name, _ in tags if re.fullmatch("h[1-6]", name)]
        assert all(after - before <= 1 for before, after in pairwise(levels))
        ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        links = {
            attributes["href"][1:] for name, attributes in tags if name == "a" and attributes["href"].startswith("#")
        }
        assert links <= set(ids)
        if len(languages) == 2:
            parts = [attributes["lang"] for name, attributes in tags if name == "section" and "lang" in attributes]
            assert parts == [language.value for language in languages]


@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_needs_nothing_else_and_runs_nothing(kind):
    _, report = made(kind, parts=frozenset(Part))
    html = page(report)
    assert {name for name, _ in html.tags}.isdisjoint({"script", "link", "iframe", "object", "form", "base"})
    for _, attributes in html.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert attributes.get("src", "data:image/jpeg;base64,").startswith("data:image/jpeg;base64,")
        assert re.match(r"https?://|#", attributes.get("href", "#"))


@pytest.mark.parametrize("redact", [False, True])
@pytest.mark.parametrize("kind", ReportKind)
def test_json_is_true_to_its_schema(kind, redact):
    for languages in ((FRENCH,), (ENGLISH, FRENCH)):
        work, report = made(kind, languages=languages, redact=redact, parts=frozenset(Part))
        data = json.loads(report_json(work, report))
        assert list(errors(data)) == []
        assert data["kind"] == kind.value
        assert [one["language"] for one in data["pages"]] == [one.value for one in languages]
    broken = report_data(work, report) | {"kind": "verdict"}
    assert list(errors(broken))


def shown_values(device):
    """What JSON says of a device in words of the device itself."""
    for name in ("brand", "maker", "model", "firmware", "serial"):
        if device.get(name) and device[name]["value"]:
            yield name, device[name]["value"]
    yield from (("mac", device["mac"]),) if device.get("mac") else ()
    yield from (("addresses", one) for one in device.get("addresses", ()))
    yield from (("room", device["room"]),) if device["room"] else ()
    if read := device.get("firmware_read_by_hand"):
        yield "firmware_read_by_hand", read["text"]
    if decision := device.get("decision"):
        yield from ((name, decision[name]) for name in ("reason", "who") if decision.get(name))


@pytest.mark.parametrize("kind", [kind for kind in ReportKind if kind not in (ReportKind.GUIDE, ReportKind.NEEDS)])
@pytest.mark.parametrize("redact", [False, True])
def test_the_same_facts_stand_in_html_csv_and_json(kind, redact):
    dossier = dossiers.dossier(12)
    work, report = made(kind, dossier, redact=redact)
    text, lines = page(report).text, {line["mark"]: line for line in rows(report_csv(work))}
    devices = report_data(work, report)["devices"]
    assert lines.keys() == {device["mark"] for device in devices}
    assert len(devices) >= (1 if kind is ReportKind.DEVICE else 13)
    columns = {"reason": "decision_reason", "who": "decided_by"}
    others = {one.mark for one in work.dossier.devices if one.device.identity.is_camera is False}
    for device in devices:
        line = lines[device["mark"]]
        for name, value in shown_values(device):
            assert value in line[columns.get(name, name)], (name, value)
            told_elsewhere = (
                name == "firmware_read_by_hand" and device["firmware"]["value"] and kind is not ReportKind.RECORD
            )
            in_table = name == "addresses" and device["mark"] in others
            masked_serial = redact and name == "serial"
            if not told_elsewhere and not in_table and not masked_serial:
                assert " ".join(value.split()) in text, (name, value)
        for name in ("brand", "maker", "model", "firmware", "serial"):
            assert line[f"{name}_certainty"] == (device[name]["certainty"] if name in device else "")
        if decision := device.get("decision"):
            assert line["decision"] == decision["choice"]
            assert line["review"] == (decision["review"] or "")
        for finding in (one for one in device.get("findings", ()) if one["state"] != "does-not-apply"):
            column = {"advisory": "advisories", "policy": "policy", "support": "support"}[finding["type"]]
            column += {"applies": "_apply", "cannot-tell": "_cannot_tell"}[finding["state"]]
            assert finding["id"] in line[column].split()


def test_a_guide_has_the_same_steps_and_ticks_everywhere():
    work, report = made(ReportKind.GUIDE)
    (steps,) = blocks(report, Steps)
    data = report_data(work, report)["guide"]["steps"]
    lines = rows(report_csv(work))
    assert tuple(lines[0]) == GUIDE_COLUMNS
    assert [step.title for step in steps.items] == [step["title"] for step in data] == [line["title"] for line in lines]
    assert [step.done for step in steps.items] == [step["done"] for step in data]
    assert [str(step["done"]).lower() for step in data] == [line["done"] for line in lines]
    assert sum(step.done for step in steps.items) == 2
    assert {step.state for step in steps.items} == {"Done", "To do"}


def test_details_of_a_guide_are_for_this_maker_and_province_only():
    dossier = dossiers.dossier(2)
    quebec, _ = made(ReportKind.GUIDE, dossier)
    ontario, _ = made(ReportKind.GUIDE, replace(dossier, province="ON"))
    here, there = page(build(quebec)).text, page(build(ontario)).text
    assert "ARPE" in here or "Quebec" in here
    assert "ARPE" not in there
    assert "Hik-Connect" in here


def test_a_needs_sheet_has_the_same_answers_everywhere():
    work, report = made(ReportKind.NEEDS)
    lines = {line["question"]: line for line in rows(report_csv(work))}
    data = {need["question"]: need["answer"] for need in report_data(work, report)["needs"]}
    assert tuple(next(iter(lines.values()))) == NEEDS_COLUMNS
    assert data.keys() == lines.keys()
    assert data["power"] == "poe"
    assert lines["power"]["answer"] in page(report).text
    assert lines["power"]["requirement"] in page(report).text
    (asked,) = [table for table in blocks(report, Table) if table.caption == "Questions to ask the seller"]
    assert all(row[1:] == ("", "") for row in asked.rows)


def test_an_insurer_sheet_holds_what_an_insurer_asks_for():
    _, report = made(ReportKind.INSURER)
    sheets = blocks(report, DeviceSheet)
    assert len(sheets) == 8
    for sheet in sheets:
        facts = {fact.label: fact.value for fact in sheet.facts}
        assert {"Sold as", "Model", "Serial number", "Where it is", "Working on"} <= facts.keys()
        assert facts["Bought on, price"] == facts["Bought from, receipt no."] == ""
        assert sheet.picture or sheet.photo_label
    assert "not a valuation" in page(report).text
    assert "192.168.1.2" not in page(report).text


def test_a_work_order_counts_decisions_and_asks_what_is_open():
    work, report = made(ReportKind.INSTALLER, redact=False)
    text = page(report).text
    assert work.dossier.masked is False
    assert "192.168.1.2" in text
    for told in (
        "Customer, telephone",
        "not decided yet",
        "Open questions",
        "Read the firmware version of:",
        "Replace it",
    ):
        assert told in text
    assert blocks(report, Signature)[0].lines == ("Installer", "Customer", "Date")


def test_a_tenant_page_has_no_numbers_at_all():
    work, report = made(ReportKind.TENANT, redact=False)
    text = page(report).text
    for one in work.dossier.devices:
        assert one.device.mac is None or one.device.mac not in text
        assert one.device.identity.serial.value is None or one.device.identity.serial.value not in text
    assert "Do not touch it and do not unplug it." in text
    assert "Who allowed the scan of this network, and when" in labels(report)


def test_an_audit_adds_up():
    work, report = made(ReportKind.AUDIT, dossiers.dossier(30))
    (totals,) = [table for table in blocks(report, Table) if table.caption == "Totals"]
    counts = {label: int(number) for label, number in totals.rows}
    assert counts["All units"] == 32
    makers = ("Maker confirmed", "Maker likely", "Maker possible", "Maker not known")
    assert sum(counts[label] for label in makers) == 32
    ways = ("Keep it", "Keep it and reduce the risk", "Replace it", "Ask someone", "Decide later", "No decision yet")
    assert sum(counts[label] for label in ways) == 32
    tables = {table.caption: table for table in blocks(report, Table)}
    for caption in ("Units", "Firmware, notes and decisions", "Why we think so", "To be checked on site", "The plan"):
        assert [row[0] for row in tables[caption].rows] == [str(number) for number in range(1, 33)]
    lines = rows(report_csv(work))
    assert len(lines) == 32
    assert tuple(lines[0]) == (*COLUMNS, *MORE_COLUMNS, *AUDIT_COLUMNS)
    assert "compliant" not in page(report).text


def test_an_audit_tells_every_note_of_a_unit_by_its_id():
    work, report = made(ReportKind.AUDIT, dossiers.dossier(12))
    (table,) = [table for table in blocks(report, Table) if table.caption == "Firmware, notes and decisions"]
    most = 0
    for row, one in zip(table.rows, Desk(work.dossier, words_for(ENGLISH), frozenset()).ours, strict=True):
        ids = [
            note.id
            for note in one.device.findings
            if note.type is FindingType.ADVISORY and note.state is not FindingState.DOES_NOT_APPLY
        ]
        assert set(re.findall(r"CVE-\d+-\d+", row[3])) == {name for name in ids if name.startswith("CVE-")}
        assert all(name in row[3] for name in ids)
        assert "more" not in row[3]
        most = max(most, len(ids))
    assert most > 3


def test_an_audit_names_units_by_the_texts_that_name_their_makers():
    dossier = dossiers.dossier(30)
    _, report = made(ReportKind.AUDIT, dossier)
    (named,) = [table for table in blocks(report, Table) if table.caption == "Units by published text"]
    assert named.rows
    assert any(re.search(r"\d+ units?: \d", row[1]) for row in named.rows)


def test_parts_come_and_go():
    dossier = dossiers.dossier(3)
    every = made(ReportKind.DEVICE, dossier, parts=frozenset(Part))[1]
    none = made(ReportKind.DEVICE, dossier, parts=frozenset())[1]
    assert blocks(every, Pictures)
    assert blocks(every, QrCode)[0].text == dossier.devices[0].mark
    assert not blocks(none, Pictures) + blocks(none, QrCode) + blocks(none, Signature)
    assert "Front hall" in page(every).text
    assert "Front hall" not in page(none).text
    rooms = made(ReportKind.RECORD, dossier, parts=frozenset({Part.PLAN, Part.ROOMS}))[1]
    (plan,) = [table for table in blocks(rooms, Table) if table.caption == "Room by room"]
    assert sum(int(row[1]) for row in plan.rows) == len(
        [one for one in dossier.devices if one.device.identity.is_camera or one.device.identity.kind_certainty]
    ) - len([one for one in dossier.devices if one.device.identity.is_camera is False])


def test_a_decision_stands_with_its_reason_and_what_changed_since():
    dossier = dossiers.dossier(3)
    text = page(made(ReportKind.RECORD, dossier)[1]).text
    assert "Too old for the new cash desk, says Élise Tremblay." in text
    assert "By Marc Gagnon." in text
    assert "Worth looking at again: " in text
    one = page(made(ReportKind.DEVICE, dossier, redact=False)[1])
    assert "What was decided" not in one.text
    decided = Order(ReportKind.DEVICE, device=dossier.devices[2].device.id)
    told = page(build(prepare(dossier, decided, dossiers.MARKER))).text
    assert "What was decided" in told
    assert "Keep it; Keep it and reduce the risk; Replace it; Ask someone; Decide later" in told


def test_notes_are_full_sentences_with_what_the_owner_can_do():
    work, report = made(ReportKind.DEVICE, dossiers.dossier(3))
    note = next(note for note in work.dossier.published.notes if note.id == "CVE-2021-36260")
    text = page(report).text
    assert note.means.en in text
    assert f"What you can do: {note.step.en}" in text
    assert "used in attacks since" in text


def test_several_scans_make_one_report():
    first, second = dossiers.dossier(3), dossiers.dossier(2, site="Lake house")
    files = (
        *first.devices,
        *(replace(one, place=1, mark=f"{one.mark[:6]}Z", device=renamed(one)) for one in second.devices),
    )
    both = replace(first, scans=(*first.scans, *second.scans), devices=files)
    both = replace(both, devices=(replace(files[0], also_in=(1,)), *files[1:]))
    for kind in (
        ReportKind.RECORD,
        ReportKind.AUDIT,
        ReportKind.INSURER,
        ReportKind.INSTALLER,
        ReportKind.TENANT,
        ReportKind.KEY,
    ):
        text = page(made(kind, both, redact=False)[1]).text
        assert "Lake house" in text
        assert "The scans in this report" in text
        if kind is not ReportKind.KEY:
            assert "1 device was found by more than one scan and is counted once." in text
    audit = made(ReportKind.AUDIT, both, redact=False)[1]
    (places,) = [table for table in blocks(audit, Table) if table.caption == "Units by place"]
    assert (
        sum(int(row[1]) for row in places.rows)
        == len([one for one in both.devices if one.device.identity.kind_certainty]) - 8
    )


def renamed(one):
    return replace(one.device, id=f"{one.device.id}:lake")


def test_what_a_person_wrote_down_is_told_as_such():
    dossier = dossiers.dossier(1)
    told = device_by_hand("hand:9", ByHand("doorbell", "Ring", "Video Doorbell 2", "BHRD-1", "3.1"))
    file = DeviceFile(told, "HND-001", own=DeviceNotes("Front gate", "Gate"), by_hand=True)
    dossier = replace(dossier, devices=(*dossier.devices, file))
    for kind in (ReportKind.RECORD, ReportKind.INSURER, ReportKind.AUDIT):
        work, report = made(kind, dossier, redact=False)
        assert "Front gate" in page(report).text
        assert {line["by_hand"] for line in rows(report_csv(work)) if line["id"] == "hand:9"} == {"true"}
    assert (
        "1 device below was written down by a person; no scan found it."
        in page(made(ReportKind.RECORD, dossier)[1]).text
    )
    assert "This scan found 1 camera" in page(made(ReportKind.RECORD, dossier)[1]).text


def test_what_cannot_be_written_is_said():
    dossier = dossiers.dossier(1)
    for wrong in (Order(ReportKind.DEVICE), Order(ReportKind.RECORD, device="mac:none"), Order(ReportKind.NEEDS)):
        with pytest.raises(ReportDeviceError):
            prepare(dossier, wrong, dossiers.MARKER)
    with pytest.raises(ReportGuideError) as raised:
        prepare(dossier, Order(ReportKind.GUIDE, guide="none"), dossiers.MARKER)
    assert "replace-wifi-camera" in raised.value.parameters["choices"]


def test_a_device_is_found_by_its_mark_too():
    dossier = dossiers.dossier(3)
    work = prepare(dossier, Order(ReportKind.DEVICE, device=dossier.devices[1].mark, redact=True), dossiers.MARKER)
    assert work.one is not None
    assert work.one.mark == dossier.devices[1].mark
    assert build(work).title.endswith(dossier.devices[1].mark)


def test_nothing_found_makes_a_report_too():
    base = dossiers.dossier(1)
    empty = replace(base, scans=(SiteScan(replace(base.first, devices=()), ""),), devices=())
    for kind in ReportKind:
        if kind not in ABOUT_ONE:
            work, report = made(kind, empty)
            assert page(report).text
            assert rows(report_csv(work)) == []
            assert list(errors(report_data(work, report))) == []


@pytest.mark.parametrize("kind", ReportKind)
def test_hostile_devices_and_names_stay_texts(kind, hostile_text):
    result = samples.hostile()
    files = tuple(
        DeviceFile(device, f"HHH-{number:03}", own=DeviceNotes(hostile_text, hostile_text, hostile_text))
        for number, device in enumerate(result.devices)
    )
    base = dossiers.dossier(1)
    dossier = replace(base, scans=(SiteScan(result, hostile_text),), devices=files, made_by=hostile_text)
    for redact in (False, True):
        work, report = made(kind, dossier, redact=redact)
        html = page(report)
        assert {"script", "iframe", "b", "table-x"}.isdisjoint(name for name, _ in html.tags)
        assert all(attributes.get("src", "data:").startswith("data:") for _, attributes in html.tags)
        assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x00\x1b\u200b\ufeff") & set(html.text)
        text = report_csv(work, bom=False).encode("utf-8").decode("utf-8")
        assert not set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\x00\x1b\u200b\ufeff") & set(text)
        for line in rows(text):
            for cell in line.values():
                assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
        assert list(errors(json.loads(report_json(work, report)))) == []
        report_json(work, report).encode("utf-8", "replace")


def test_the_words_of_the_command_line_are_the_reports():
    assert set(KINDS) == {kind.value for kind in ReportKind}
    assert set(PARTS) == {part.value for part in Part}


def test_headings_of_a_report_are_few_enough_to_find_something():
    _, report = made(ReportKind.AUDIT, dossiers.dossier(12))
    assert len(blocks(report, Heading)) <= 8
