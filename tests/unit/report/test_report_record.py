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
from app.report.naming import Standing, in_reading_order, kind_name, standing, titles
from app.report.record import build_device, build_record
from app.report.values import age_text, main_reasons, reasons
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
        "Scan made by": "Ana Roy",
        "Scanned on": WORDS.moment(samples.STARTED),
        "Networks looked at": "192.168.1.0/24 (Wi-Fi)",
        "How far we looked": "254 addresses asked, 20 of them answered",
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
    assert "Another program on this computer is using a port that some questions need" in bullets.items[-1]


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


def test_what_the_program_was_not_told_can_be_written_in():
    frame = of_type(record(samples.scan()), FactTable)[0].facts
    assert [(fact.label, fact.value) for fact in frame[:2]] == [("Place", ""), ("Scan made by", "")]


def test_a_short_block_tells_values_with_their_certainty_and_the_reasons_for_the_maker_once():
    blocks = of_type(record(samples.scan(), names={samples.camera(1).id: "Back\ndoor"}), DeviceBlock)
    assert [block.title for block in blocks[:3]] == ["Back door", "Camera 1", "Camera 3"]
    block = blocks[0]
    facts = {fact.label: fact for fact in block.facts}
    assert (facts["What it is"].value, facts["What it is"].certainty) == ("Camera", "Confirmed")
    assert (facts["Sold as"].value, facts["Sold as"].certainty) == ("Lorex", "Confirmed")
    assert (facts["Most likely made by"].value, facts["Most likely made by"].certainty) == ("Dahua", "Likely")
    assert facts["Built"].value == "June 2019, 7 years ago"
    assert facts["Serial, addresses"].value == (
        "DS-2CD2142FWD-I20170124AAWR700000001 (confirmed) · 192.168.1.3 · fe80::4619:b6ff:fe00:1%wlan0 · "
        "MAC 44:19:b6:00:00:01"
    )
    assert facts["Why we think so"].value == (
        "It answered the makers' search question of Dahua with this model name. "
        "Against it: Its network chip is registered to another company."
    )
    assert [fact.label for fact in block.facts if fact.wide] == ["Serial, addresses", "Why we think so"]


def test_a_short_block_tells_two_reasons_at_most():
    because = tuple(Evidence(Sentence(f"Reason {n}."), Certainty.LIKELY) for n in range(5))
    base = samples.camera(0)
    device = replace(base, identity=replace(base.identity, maker=Value("Axis", Certainty.LIKELY, because, (), "axis")))
    (block,) = of_type(record(samples.scan(devices=(device,))), DeviceBlock)
    assert block.facts[-1].value == "Reason 0. Reason 1."


def test_unknown_stays_unknown():
    (block,) = of_type(record(samples.scan(0, 0, 2, 0)), DeviceBlock)
    facts = {fact.label: fact for fact in block.facts}
    assert block.title == "Device 2"
    assert (facts["Sold as"].value, facts["Sold as"].certainty) == ("Not known", "")
    assert facts["Most likely made by"].certainty == "Possible"
    assert (facts["Model"].value, facts["Firmware"].value) == ("Not known", "Not known")
    assert "Built" not in facts


def test_findings_name_their_source():
    report = record(samples.scan())
    (sources,) = of_type(report, Footnotes)
    (remark,) = of_type(report, DeviceBlock)[0].remarks
    assert remark.text == "Published notes that may apply: CVE-2021-36260."
    assert [sources.items[number - 1] for number in remark.notes] == [
        "https://www.cisa.gov/known-exploited-vulnerabilities-catalog (2022-01-10)"
    ]


def named_line(identity, ids=("fact-1", "fact-2", "fact-3", "fact-4"), **options):
    device = replace(samples.camera(0), identity=identity, findings=samples.policy_findings(*ids, **options))
    (block,) = of_type(record(samples.scan(devices=(device,)), facts=samples.facts()), DeviceBlock)
    return " ".join(remark.text for remark in block.remarks)


SEE = "See “What authorities and makers said”."


def test_who_names_the_maker_stands_in_one_line():
    assert named_line(samples.camera(0).identity) == (
        "Its maker is named by: Government of Canada, 27 June 2025; Government of Quebec, 22 December 2023; "
        f"1 text of another country. {SEE}"
    )


def test_texts_that_name_no_company_are_told_where_no_other_is():
    told = named_line(samples.camera(0).identity, ("fact-4",))
    assert told == f"May concern its maker: 1 text of another country. {SEE}"


def test_what_was_read_stands_once_with_all_that_it_points_to():
    read = Sentence("It answered with {model}.", {"model": "M1"})

    def points(conclusion, certainty):
        sentence = Sentence("{reading} That points to {conclusion}.", {"reading": read, "conclusion": conclusion})
        return (Evidence(sentence, certainty),)

    identity = Identity(
        is_camera=True,
        kind_because=points(Sentence("a camera"), Certainty.POSSIBLE),
        maker=Value("Axis", Certainty.LIKELY, points("Axis", Certainty.LIKELY), points("Bosch", Certainty.NOT_KNOWN)),
    )
    device = replace(samples.camera(0), identity=identity)
    report = build_device(samples.scan(devices=(device,)), device, WORDS, names={})
    assert of_type(report, Table)[0].rows == (
        (
            "It answered with M1.",
            "What it is: a camera (possible); Most likely made by: Axis (likely); against: Most likely made by: Bosch",
        ),
    )


def test_texts_of_one_authority_and_day_are_named_once():
    texts = (samples.statement(1), samples.statement(2))
    device = replace(samples.camera(0), findings=samples.policy_findings("fact-1", "fact-2"))
    (block,) = of_type(record(samples.scan(devices=(device,)), facts=texts), DeviceBlock)
    assert block.remarks[0].text == f"Its maker is named by: Government of Canada, 27 June 2025. {SEE}"


def test_the_line_says_how_the_named_company_is_tied_to_the_device():
    hikvision = samples.sure("Hikvision", Certainty.LIKELY)
    weak = Value("Hikvision", Certainty.POSSIBLE, hikvision.because, (), "hikvision")
    only = ("fact-1",)
    assert named_line(Identity(maker=weak, is_camera=True), only).startswith(
        "A company that may have made it is named by: Government of Canada, 27 June 2025."
    )
    assert named_line(Identity(platform=hikvision, is_camera=True), only).startswith(
        "The company behind its software is named by:"
    )
    assert named_line(Identity(brand=hikvision, is_camera=True), only).startswith("Its brand is named by:")
    sold_as_lts = replace(samples.camera(3).identity)
    assert "We cannot tell whether that reaches a device sold as LTS." in named_line(sold_as_lts, only)


def test_what_names_others_is_not_told():
    state = FindingState.DOES_NOT_APPLY
    assert named_line(samples.camera(0).identity, state=state) == ""
    assert named_line(samples.camera(0).identity, ("fact-nobody-knows",)) == ""


def test_a_finding_is_never_said_to_concern_the_reader():
    device = replace(samples.camera(0), findings=samples.policy_findings("fact-1"))
    for report in (
        record(samples.scan(devices=(device,)), facts=samples.facts()),
        build_device(samples.scan(devices=(device,)), device, WORDS, names={}, facts=samples.facts()),
    ):
        assert "concerns you" not in repr(report)
        assert "may concern you" not in repr(report)


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
    (remark,) = block.remarks
    assert remark.text == (
        "Published notes that apply to this version: CVE-0, CVE-1, CVE-2, CVE-3, CVE-4, CVE-5, 3 more."
    )
    (complete,) = of_type(build_device(result, device, WORDS, names={}), DeviceBlock)
    assert len(complete.remarks) == 13
    assert complete.remarks[0].text == "Published note CVE-0 applies to this version. Because."
    assert complete.remarks[-1].text == "Published note CVE-3 does not apply. Because."


def test_other_things_stand_in_one_table():
    report = record(samples.scan(1, 4, 2, 0), names={"address:192.168.9.10": "Office"})
    (table,) = [block for block in of_type(report, Table) if block.columns[0].title == "What it is"]
    assert len(table.rows) == 5
    assert table.rows[0][:3] == ("Smart home device", "Confirmed", "Office")
    assert table.rows[-1][:3] == ("Not identified", "–", "–")


def test_an_authority_and_the_maker_stand_side_by_side():
    report = record(samples.scan(), facts=samples.facts())
    canada, quebec = of_type(report, FactBox)
    assert canada.title == "27 June 2025 – Order under the Investment Canada Act"
    assert [side.who for side in canada.sides] == ["Government of Canada", "What the maker answers"]
    assert canada.sides[1].text.startswith("Hikvision strongly disagrees.")
    assert canada.for_you == "This is not addressed to you."
    assert [fact.label for fact in canada.facts] == ["Addressed to", "Not addressed to", "How it stands", "Source"]
    assert quebec.for_you == ""
    assert {fact.label: fact.value for fact in quebec.facts}["Addressed to"] == "Public bodies of Quebec."
    assert [fact.label for fact in quebec.facts] == ["Addressed to", "Not addressed to", "How it stands", "Source"]


def test_texts_of_other_countries_stand_in_one_table():
    report = record(samples.scan(), facts=samples.facts())
    (abroad,) = [table for table in of_type(report, Table) if table.caption == "In other countries"]
    (sources,) = of_type(report, Footnotes)
    number = 1 + sources.items.index("Federal Court, https://court.example/3 (2025-09-22)")
    assert abroad.rows[0][0] == f"Government of the Moon\n1 May 2024 [{number}]"
    assert abroad.rows[0][1].startswith("Order under the Investment Canada Act. The Government of Canada ordered")
    assert "\nWhat the maker answers: Hikvision strongly disagrees." in abroad.rows[0][1]
    assert abroad.rows[1][1].endswith("What the maker answers: none found")


def test_a_box_names_its_primary_source_and_the_report_on_one_device_the_answers_too():
    result = samples.scan()
    short, full = (
        record(result, facts=samples.facts()),
        build_device(result, result.devices[0], WORDS, names={}, facts=samples.facts()),
    )
    for report, count in ((short, 1), (full, 2)):
        (sources,) = of_type(report, Footnotes)
        source = of_type(report, FactBox)[0].facts[-1]
        assert source.value == "Federal Court, checked on 20 November 2026"
        assert [sources.items[number - 1] for number in source.notes] == [
            "Federal Court, https://court.example/1 (2025-09-22)",
            "Hikvision, https://maker.example/1",
        ][:count]
        assert not any("https://" in side.text for box in of_type(report, FactBox) for side in box.sides)


def test_the_lines_to_sign_stand_before_the_sources():
    assert record(samples.scan()).blocks[-3] == Signature(("Prepared by", "Checked by", "Date"))


def test_the_report_on_one_device_tells_all_reasons_and_answers():
    result = samples.scan()
    report = build_device(result, result.devices[1], WORDS, names={}, facts=samples.facts())
    assert report.title == "Report on Camera 2"
    reasons_table, answers = of_type(report, Table)[:2]
    told = {row[0].split(" [")[0]: row[1] for row in reasons_table.rows}
    assert told["It names the brand Lorex itself."] == "Sold as (confirmed)"
    assert told["Its network chip is registered to another company."] == "against: Most likely made by (possible)"
    assert told["The device says so itself."] == "Firmware family (likely); Serial number (confirmed)"
    assert len(told) == len(reasons_table.rows)
    (block,) = of_type(report, DeviceBlock)
    assert "Why we think so" not in {fact.label for fact in block.facts}
    assert {fact.label: fact.value for fact in block.facts}["Firmware family"] == "Dahua platform"
    rows = dict(answers.rows)
    assert "model: LNB8005-C" in rows["sadp"].split(" · ")
    assert "paths: /a.js, /b.css" in rows["http"].split(" · ")


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
        (Identity(maker=Value("Dell", Certainty.CONFIRMED, key="dell")), Standing.NOT_IDENTIFIED),
        (Identity(brand=Value("Dahua", Certainty.LIKELY, key="dahua")), Standing.NOT_IDENTIFIED),
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


def test_a_computer_with_camera_software_is_told_in_its_own_words():
    software = replace(samples.unknown(0), identity=Identity(kind=Kind.SOFTWARE, kind_certainty=Certainty.LIKELY))
    report = record(samples.scan(devices=(samples.camera(0), software, samples.unknown(1))))
    (totals,) = of_type(report, Totals)
    assert totals.items[2:4] == (("1", "computer with camera software"), ("1", "may be a camera"))
    assert "This scan found 1 camera. 1 computer runs camera software. 1 more device may be a camera." in texts(report)
    headings = [block.text for block in of_type(report, Heading)]
    assert headings.index("Camera software on computers") < headings.index("Devices that may be cameras")
    assert of_type(report, DeviceBlock)[1].facts[0].value == "Camera software on a computer"


def test_named_devices_come_first_then_kinds_and_numbers_stay():
    kinds = (Kind.RECORDER, Kind.CAMERA, Kind.INTERCOM, Kind.DOORBELL, Kind.CAMERA, Kind.RECORDER)
    devices = tuple(samples.camera(number, kind) for number, kind in enumerate(kinds))
    names = {devices[5].id: "Office", devices[4].id: "Lane"}
    report = record(samples.scan(devices=devices), names=names)
    called = titles(devices, names, WORDS)
    order = ["Lane", "Office", "Camera 1", "Doorbell 1", "Intercom 1", "Recorder 1"]
    assert [block.title for block in of_type(report, DeviceBlock)] == order
    assert [device.id for device in in_reading_order(devices, names)] == [
        next(key for key, title in called.items() if title == name) for name in order
    ]
    (glance,) = [table for table in of_type(report, Table) if table.caption == "All at a glance"]
    assert [row[0] for row in glance.rows] == order


@pytest.mark.parametrize(
    ("built", "text"),
    [
        (date(2017, 1, 24), "January 2017, 9 years ago"),
        (date(2025, 11, 23), "November 2025, 1 year ago"),
        (date(2025, 11, 24), "November 2025, 11 months ago"),
        (date(2026, 10, 1), "October 2026, 1 month ago"),
        (date(2026, 11, 23), "November 2026, less than a month ago"),
        (date(2031, 1, 1), "January 2031"),
        (None, ""),
    ],
)
def test_the_age_of_firmware(built, text):
    assert age_text(built, date(2026, 11, 23), WORDS) == text


def test_the_main_reasons_are_the_strongest_each_once_in_their_order():
    weak, strong, likely = (
        Evidence(Sentence(text), certainty)
        for text, certainty in (("W", Certainty.POSSIBLE), ("S", Certainty.CONFIRMED), ("L", Certainty.LIKELY))
    )
    assert main_reasons((weak, likely, strong, likely)) == [likely, strong]


def test_a_reason_that_another_one_repeats_is_told_once():
    because = tuple(
        Evidence(Sentence(text), Certainty.CONFIRMED)
        for text in ("It answered Axis.", "It answered Axis. That is Axis.")
    )
    assert reasons(because, (), WORDS) == "It answered Axis. That is Axis."


def test_headings_have_something_below_them():
    for report in (record(samples.scan()), record(samples.scan(0, 0, 0, 0)), record(samples.scan(0, 1, 0, 0))):
        pairs = pairwise(report.blocks)
        assert not any(
            isinstance(one, Heading) and isinstance(two, Heading) and one.level >= two.level for one, two in pairs
        )
