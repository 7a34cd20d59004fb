"""The record of all devices and the report on one."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.events import Coverage
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Evidence, Identity, Kind, OtherThing, Value
from app.model.text import Sentence
from app.report.model import (
    Bullets,
    DeviceBlock,
    FactBox,
    FactTable,
    Footnotes,
    Heading,
    Paragraph,
    Signature,
    Table,
    Totals,
)
from app.report.naming import Standing, kind_name, standing, titles
from app.report.record import build_device, build_record
from app.report.values import built_text, main_reasons
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


def record(result, **options):
    return build_record(result, WORDS, **({"names": {}} | options))


def of_type(report, kind):
    return [block for block in report.blocks if isinstance(block, kind)]


def texts(report):
    return [block.text for block in of_type(report, Paragraph)]


def test_the_first_page_tells_what_where_when_and_with_what():
    report = record(samples.scan(), title_site="Corner Pharmacy", made_by="Ana Roy")
    frame = {fact.label: fact.value for fact in of_type(report, FactTable)[0].facts}
    assert report.title == "Record of cameras and recorders"
    assert report.site == "Corner Pharmacy"
    assert frame == {
        "Scanned on": WORDS.moment(samples.STARTED),
        "Networks looked at": "192.168.1.0/24 (Wi-Fi)",
        "How far we looked": "254 addresses asked, 20 of them answered",
        "Scan made by": "Ana Roy",
        "Program": "Camera Check 0.1.0, with facts of 20 November 2026",
    }
    assert report.footer == "Record of cameras and recorders · 23 November 2026 · facts of 20 November 2026"
    assert report.page_label(1, 3) == "Page 1 of 3"
    assert any("information, not legal advice" in text for text in texts(report))


def test_the_totals_count_each_device_once():
    result = samples.scan(cameras=12, others=4, unknowns=3, recorders=1)
    report = record(result)
    (totals,) = of_type(report, Totals)
    assert [number for number, _ in totals.items] == ["12", "1", "1", "4", "2"]
    assert sum(int(number) for number, _ in totals.items) == len(result.devices)
    assert "This scan found 12 cameras and 1 recorder. 1 more device may be a camera." in texts(report)


def test_makers_are_counted_by_certainty():
    (makers,) = [block for block in of_type(record(samples.scan()), Table) if block.caption.startswith("Who most")]
    assert ("Hikvision", "2", "2", "–", "4") in makers.rows
    assert ("Dahua", "–", "3", "1", "4") in makers.rows
    assert sum(int(row[-1]) for row in makers.rows) == 14


def test_many_makers_are_folded_together():
    base = samples.camera(0)
    devices = tuple(
        replace(base, id=str(n), identity=replace(base.identity, maker=samples.sure(f"Maker {n}", Certainty.LIKELY)))
        for n in range(20)
    )
    (makers,) = [
        block for block in of_type(record(samples.scan(devices=devices)), Table) if "Who most" in block.caption
    ]
    assert len(makers.rows) == 9
    assert makers.rows[-1] == ("Other makers", "–", "12", "–", "12")


def test_an_empty_scan_claims_nothing():
    report = record(samples.scan(0, 0, 0, 0))
    assert "This scan found no device. That does not prove that there is no camera." in texts(report)
    assert of_type(report, Totals) == []


def test_a_scan_without_cameras_claims_nothing():
    assert "This scan found no camera. That does not prove that there is none." in texts(
        record(samples.scan(0, 3, 0, 0))
    )


def test_what_could_not_be_seen_is_told_with_what_went_wrong():
    (bullets,) = of_type(record(samples.scan()), Bullets)
    assert bullets.items[0] == "Cameras that are wired into a recorder's own sockets."
    assert "Another program on this computer is using a port that WS-Discovery needs" in bullets.items[-1]


def test_something_is_always_told_that_could_not_be_seen():
    coverage = Coverage(networks=("10.0.0.0/24",), not_reached=("10.0.1.0/24",))
    (bullets,) = of_type(record(samples.scan(coverage=coverage, problems=())), Bullets)
    assert bullets.items[0] == "These networks could not be reached: 10.0.1.0/24."
    assert bullets.items[1].startswith("A camera that is switched off")


@pytest.mark.parametrize(
    ("change", "words"), [({"practice": True}, "pretend cameras"), ({"stopped_early": True}, "stopped before its end")]
)
def test_a_reader_is_told_first_what_limits_the_scan(change, words):
    assert words in texts(record(samples.scan(**change)))[0]


def test_a_device_block_tells_values_certainty_and_reasons():
    blocks = of_type(record(samples.scan(), names={samples.camera(1).id: "Back\ndoor"}), DeviceBlock)
    assert [block.title for block in blocks[:3]] == ["Camera 1", "Back door", "Camera 3"]
    facts = {fact.label: fact for fact in blocks[1].facts}
    assert (facts["Sold as"].value, facts["Sold as"].certainty) == ("Lorex", "Confirmed")
    assert (facts["Most likely made by"].value, facts["Most likely made by"].certainty) == ("Dahua", "Likely")
    assert facts["Most likely made by"].why == (
        "It answered the makers' search question of Dahua with this model name. "
        "Against it: Its network chip is registered to another company."
    )
    assert facts["Firmware"].detail == "Built in June 2019, 7 years ago"
    assert "MAC 44:19:b6:00:00:01" in facts["Network addresses"].value
    assert "Firmware family" not in facts


def test_unknown_stays_unknown():
    (block,) = [block for block in of_type(record(samples.scan(0, 0, 2, 0)), DeviceBlock) if block.title == "Device 2"]
    facts = {fact.label: fact for fact in block.facts}
    assert (facts["Sold as"].value, facts["Sold as"].certainty) == ("Not known", "")
    assert facts["Most likely made by"].certainty == "Possible"
    assert facts["Not known"].value == "Model · Firmware · Serial number"


def test_findings_name_their_source():
    report = record(samples.scan())
    (sources,) = of_type(report, Footnotes)
    (remark,) = of_type(report, DeviceBlock)[0].remarks
    assert remark.text.startswith("Published note CVE-2021-36260 may apply. The maker names this model family;")
    assert [sources.items[number - 1] for number in remark.notes] == [
        "https://www.cisa.gov/known-exploited-vulnerabilities-catalog (2022-01-10)"
    ]


def findings(count, state):
    because = Sentence("Because.")
    return tuple(
        Finding(FindingType.ADVISORY, f"CVE-{n}", state, because, "https://a.example", "2026") for n in range(count)
    )


def test_a_record_tells_some_findings_and_counts_the_others():
    device = replace(
        samples.camera(0),
        findings=findings(4, FindingState.DOES_NOT_APPLY) + findings(9, FindingState.APPLIES),
    )
    result = samples.scan(devices=(device,))
    (block,) = of_type(record(result), DeviceBlock)
    assert len(block.remarks) == 7
    assert block.remarks[0].text == "Published note CVE-0 applies to this version. Because."
    assert block.remarks[-1].text.startswith("7 more published facts were looked at.")
    (complete,) = of_type(build_device(result, device, WORDS, names={}), DeviceBlock)
    assert len(complete.remarks) == 13


def test_other_things_stand_in_one_table():
    report = record(samples.scan(1, 4, 2, 0), names={"address:192.168.9.10": "Office"})
    (table,) = [block for block in of_type(report, Table) if block.columns[0].title == "What it is"]
    assert len(table.rows) == 5
    assert table.rows[0][:3] == ("Smart home device", "Confirmed", "Office")
    assert table.rows[-1][:3] == ("Not identified", "–", "–")


def test_facts_of_authorities_stand_with_their_dates_in_the_same_form():
    government, maker = of_type(record(samples.scan(), facts=samples.facts()), FactBox)
    assert government.title == "Government of Canada"
    assert {fact.label: fact.value for fact in government.facts}["For you"] == "This is not addressed to you."
    assert [fact.label for fact in maker.facts] == ["Date", "Applies to", "Source", "Checked on"]


def test_a_record_ends_with_lines_to_sign():
    assert record(samples.scan()).blocks[-1] == Signature(("Prepared by", "Checked by", "Date"))


def test_the_report_on_one_device_tells_all_reasons_and_answers():
    result = samples.scan()
    report = build_device(result, result.devices[1], WORDS, names={}, facts=samples.facts())
    assert report.title == "Report on Camera 2"
    assert "For: It names the brand Lorex itself. (Confirmed)" in texts(report)
    assert "Against: Its network chip is registered to another company. (Possible)" in texts(report)
    rows = of_type(report, Table)[0].rows
    assert ("sadp", "model", "LNB8005-C") in rows
    assert ("http", "paths", "/a.js\n/b.css") in rows


def test_every_footnote_that_is_named_exists():
    for report in (record(samples.scan()), record(samples.hostile())):
        (sources,) = of_type(report, Footnotes)
        named = {note for block in of_type(report, DeviceBlock) for fact in block.facts for note in fact.notes}
        assert named
        assert named <= set(range(1, len(sources.items) + 1))


def test_long_names_are_short_in_overviews_and_whole_in_their_block():
    report = record(samples.hostile(), names={"mac:0": samples.LONG})
    first = of_type(report, DeviceBlock)[0]
    assert first.title == samples.LONG
    for table in of_type(report, Table):
        assert all(len(cell) <= 60 for row in table.rows for cell in row)
    title = build_device(samples.hostile(), samples.hostile().devices[0], WORDS, names={"mac:0": samples.LONG})
    assert len(title.footer) < 200


def test_nothing_in_a_report_hides_or_reorders():
    report = record(samples.hostile(), names={"mac:1": "\u202eevil\u0000"})
    told = repr(report)
    assert "\u202e" not in told
    assert not any(code in told for code in ("\\x00", "\\x1b", "\\u202e"))


IDENTITY = Identity()


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (Identity(kind=Kind.CAMERA, is_camera=True), Standing.CAMERA),
        (Identity(kind=Kind.DOORBELL, is_camera=True), Standing.CAMERA),
        (Identity(kind=Kind.RECORDER, is_camera=True), Standing.RECORDER),
        (Identity(kind=Kind.SOFTWARE), Standing.MAY_BE),
        (Identity(kind_certainty=Certainty.POSSIBLE), Standing.MAY_BE),
        (Identity(maker=Value("Dahua", Certainty.POSSIBLE, key="dahua")), Standing.MAY_BE),
        (Identity(maker=Value("Some Chips Inc.", Certainty.POSSIBLE)), Standing.NOT_IDENTIFIED),
        (Identity(), Standing.NOT_IDENTIFIED),
        (Identity(kind=Kind.OTHER, is_camera=False), Standing.NOT_CAMERA),
    ],
)
def test_where_a_device_is_counted(identity, expected):
    assert standing(Device("x", (), None, (), identity)) is expected


def test_titles_count_each_kind():
    printer = Identity(kind=Kind.OTHER, other_thing=OtherThing.PRINTER, is_camera=False)
    identities = [
        Identity(kind=Kind.CAMERA),
        Identity(kind=Kind.RECORDER),
        printer,
        Identity(kind=Kind.CAMERA),
        IDENTITY,
    ]
    devices = [Device(str(n), (), None, (), identity) for n, identity in enumerate(identities)]
    assert list(titles(devices, {"1": " \u202eOffice "}, WORDS).values()) == [
        "Camera 1",
        "Office",
        "Printer 1",
        "Camera 2",
        "Device 1",
    ]
    assert kind_name(devices[2], WORDS) == "Printer"


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (date(2017, 1, 24), "Built in January 2017, 9 years ago"),
        (date(2025, 11, 23), "Built in November 2025, 1 year ago"),
        (date(2025, 11, 24), "Built in November 2025, 11 months ago"),
        (date(2026, 10, 1), "Built in October 2026, 1 month ago"),
        (date(2026, 11, 23), "Built in November 2026, less than a month ago"),
        (date(2031, 1, 1), "Built in January 2031"),
        (None, ""),
    ],
)
def test_the_age_of_firmware(built, text):
    assert built_text(built, date(2026, 11, 23), WORDS) == text


def test_the_main_reasons_are_the_strongest_each_once_in_their_order():
    weak, strong, likely = (
        Evidence(Sentence(text), certainty)
        for text, certainty in (("W", Certainty.POSSIBLE), ("S", Certainty.CONFIRMED), ("L", Certainty.LIKELY))
    )
    assert main_reasons((weak, likely, strong, likely)) == [likely, strong]


def test_headings_have_something_below_them():
    for report in (record(samples.scan()), record(samples.scan(0, 0, 0, 0)), record(samples.scan(0, 1, 0, 0))):
        pairs = pairwise(report.blocks)
        assert not any(
            isinstance(one, Heading) and isinstance(two, Heading) and one.level >= two.level for one, two in pairs
        )
