"""Every kind of report on paper: nothing cut, nothing split, the same facts as in the files for machines, and nothing private left."""

import csv
import io
import json
import re

import pypdf
import pytest
import zxingcpp
from PySide6.QtGui import QImage, QPainter

from app.paper.document import lay_out
from app.paper.marks import Anchor, Box, CodeMark, PhotoMark, Rule, TextMark
from app.paper.pdf import pdf_bytes
from app.paper.size import MARGIN, UNITS, PaperSize
from app.report.build import Order, build, prepare
from app.report.csv_file import report_csv
from app.report.dossier import Part, ReportKind
from app.report.html import render
from app.report.json_file import report_json
from app.report.model import DeviceBlock, DeviceSheet, Steps, Table
from app.ui.previewing.kinds import OF_ONE
from app.words import Language
from tests.gui import dossiers
from tests.unit.report import samples

pytestmark = pytest.mark.usefixtures("qapp")

LANGUAGES = {
    "en": (Language.ENGLISH,),
    "fr": (Language.FRENCH,),
    "both": (Language.ENGLISH, Language.FRENCH),
}


def work(kind, dossier, *, languages=LANGUAGES["en"], **parts):
    device = dossier.devices[0].device.id if kind in OF_ONE else ""
    guide = sorted(dossier.published.guides)[-1] if kind is ReportKind.GUIDE else ""
    return prepare(dossier, Order(kind, languages, device, guide, **parts), dossiers.MARKER)


def document(kind, dossier, paper=PaperSize.LETTER, **parts):
    return lay_out(build(work(kind, dossier, **parts)), paper)


def squeezed(text):
    return re.sub(r"\s", "", text)


def paper_text(pages):
    """All text of the file in the order of the pages, without gaps: lines break long words."""
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(pages)))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def measures(mark):
    if isinstance(mark, TextMark):
        return mark.x, mark.y, mark.line.setting.width, mark.line.font_height
    if isinstance(mark, CodeMark):
        return mark.x, mark.y, mark.side, mark.side
    if isinstance(mark, Anchor):
        return 0, mark.y, 0, 0
    assert isinstance(mark, Rule | Box | PhotoMark)
    return mark.x, mark.y, mark.width, mark.height


def check_pages(pages):
    """Everything is inside the margins, above the foot; every page has its number and no page is empty."""
    width = pages.paper.width - 2 * MARGIN
    for page in pages.pages:
        bottom = pages.paper.height - 2 * MARGIN - sum(line.height for line in page.foot)
        assert any(isinstance(mark, TextMark) for mark in page.marks)
        for mark in page.marks:
            x, y, across, down = measures(mark)
            assert x >= 0
            assert y >= 0
            assert x + across <= width + 1, mark
            assert y + down <= bottom, mark
            if isinstance(mark, TextMark):
                assert mark.line.natural_width <= mark.line.setting.width + UNITS


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [1, 12, 200])
@pytest.mark.parametrize("kind", ReportKind)
def test_every_kind_fits_its_pages(kind, count, language, paper):
    pages = document(kind, dossiers.dossier(count), paper, languages=LANGUAGES[language])
    check_pages(pages)
    assert [pages.page_label(0), pages.page_label(len(pages.pages) - 1)] == [
        {"en": f"Page 1 of {len(pages.pages)}", "fr": f"Page 1 sur {len(pages.pages)}"}[pages.report.language],
        {"en": "Page {0} of {0}", "fr": "Page {0} sur {0}"}[pages.pages[-1].report.language].format(len(pages.pages)),
    ]


@pytest.mark.parametrize("kind", ReportKind)
def test_hostile_devices_hold_no_page_up(kind):
    dossier = dossiers.dossier(result=samples.hostile(), made_by=samples.LONG)
    check_pages(document(kind, dossier, redact=False, languages=LANGUAGES["both"]))


@pytest.mark.parametrize("kind", ReportKind)
def test_any_text_of_a_device_makes_pages(kind, hostile_text):
    result = samples.scan(1, 1, 1, 0)
    dossier = dossiers.dossier(result=result, made_by=hostile_text)
    check_pages(document(kind, dossier))


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_six_devices_of_an_insurer_are_on_two_pages(language, paper):
    dossier = dossiers.dossier(result=samples.scan(5, 0, 0, 1), photos=True)
    pages = document(ReportKind.INSURER, dossier, paper, languages=language)
    assert len(pages.pages) <= 2 * len(language)
    sheets = [block for block in pages.report.blocks if isinstance(block, DeviceSheet)]
    assert len(sheets) == 6
    text = paper_text(pages)
    for one in dossier.devices:
        identity = one.device.identity
        for value in (identity.maker.value, identity.model.value, identity.serial.value, one.own.room):
            assert squeezed(value) in text
    assert sum(isinstance(mark, PhotoMark) for page in pages.pages for mark in page.marks) == 6 * len(language)


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("language", [LANGUAGES["en"], LANGUAGES["fr"]], ids=["en", "fr"])
def test_no_mark_in_a_table_of_an_audit_is_broken_at_its_hyphen(language, paper):
    dossier = dossiers.dossier(result=samples.scan(9, 1, 1, 1))
    lines = [
        line
        for page in document(ReportKind.AUDIT, dossier, paper, languages=language).pages
        for line in page.text.split("\n")
    ]
    marks = {one.mark for one in dossier.devices}
    assert any(mark in line for mark in marks for line in lines)
    assert not [line for line in lines if line.strip().endswith(tuple(mark[:4] for mark in marks))]


def test_without_photos_there_is_a_place_for_them():
    pages = document(ReportKind.INSURER, dossiers.dossier(result=samples.scan(5, 0, 0, 1)))
    frames = [mark for page in pages.pages for mark in page.marks if isinstance(mark, Box) and mark.dashed]
    assert len(frames) == 6
    assert all(frame.width > 100 * UNITS and frame.height > 80 * UNITS for frame in frames)


@pytest.mark.parametrize("kind", [ReportKind.RECORD, ReportKind.INSURER, ReportKind.INSTALLER])
def test_a_device_is_on_one_page(kind):
    pages = document(kind, dossiers.dossier(40), redact=False)
    anchors = [
        (number, mark.title)
        for number, page in enumerate(pages.pages)
        for mark in page.marks
        if isinstance(mark, Anchor)
    ]
    for block in pages.report.blocks:
        if not isinstance(block, DeviceBlock | DeviceSheet):
            continue
        ((where, _),) = [anchor for anchor in anchors if anchor[1] == block.title]
        on_page = squeezed(pages.pages[where].text)
        for fact in block.facts:
            assert squeezed(fact.label) in on_page
            assert squeezed(fact.value) in on_page


def test_a_step_is_on_one_page_and_has_its_box():
    dossier = dossiers.dossier(1)
    for guide in dossier.published.guides:
        order = Order(ReportKind.GUIDE, device=dossier.devices[0].device.id, guide=guide)
        pages = lay_out(build(prepare(dossier, order, dossiers.MARKER)), PaperSize.LETTER)
        (steps,) = [block for block in pages.report.blocks if isinstance(block, Steps)]
        boxes = [mark for page in pages.pages for mark in page.marks if isinstance(mark, Box)]
        assert len(boxes) == len(steps.items)
        for step in steps.items:
            holding = [page for page in pages.pages if squeezed(step.title) in squeezed(page.text)]
            assert any(all(squeezed(line) in squeezed(page.text) for line in step.lines) for page in holding)


@pytest.mark.parametrize("paper", PaperSize)
def test_headers_of_tables_are_repeated_and_rows_are_whole(paper):
    pages = document(ReportKind.AUDIT, dossiers.dossier(200), paper, redact=False)
    tables = [block for block in pages.report.blocks if isinstance(block, Table) and len(block.rows) == 202]
    assert len(tables) > 2
    text = [squeezed(page.text) for page in pages.pages]
    for table in tables:
        head = squeezed("".join(column.title for column in table.columns))
        assert sum(page.count(head) for page in text) > 3


def test_no_heading_stands_alone_at_the_foot():
    for kind in (ReportKind.AUDIT, ReportKind.INSTALLER, ReportKind.RECORD):
        for count in range(1, 14):
            pages = document(kind, dossiers.dossier(count))
            for page in pages.pages:
                lowest = max((mark.y, isinstance(mark, Anchor)) for mark in page.marks)
                last = max(mark.y for mark in page.marks if isinstance(mark, TextMark))
                anchors = [mark.y for mark in page.marks if isinstance(mark, Anchor)]
                assert not lowest[1]
                assert not anchors or last > max(anchors) + 12 * UNITS


def test_bookmarks_lead_to_what_they_name():
    pages = document(ReportKind.RECORD, dossiers.dossier(12), languages=LANGUAGES["both"])
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(pages)))
    found = []

    def walk(items):
        for item in items:
            if isinstance(item, list):
                walk(item)
            else:
                found.append((item.title, reader.get_destination_page_number(item)))

    walk(reader.outline)
    assert found == [(mark.title[:120], mark.page) for mark in pages.bookmarks]
    assert len(found) > 30
    for title, page in found:
        assert squeezed(title)[:40] in squeezed(reader.pages[page].extract_text())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_file_names_its_language_and_shows_its_title(language):
    pages = document(ReportKind.TENANT, dossiers.dossier(1), languages=LANGUAGES[language])
    reader = pypdf.PdfReader(io.BytesIO(pdf_bytes(pages)), strict=True)
    assert reader.root_object["/Lang"] == language
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == pages.report.title
    assert reader.metadata.creator == pages.report.creator
    assert set(reader.metadata) <= {
        "/Title", "/Creator", "/Author", "/Producer", "/CreationDate", "/ModDate", "/Trapped",
    }  # fmt: skip
    assert not reader.metadata.author
    assert re.fullmatch(r"Qt [\d.]+", reader.metadata.producer)


def test_fonts_are_in_every_file():
    reader = pypdf.PdfReader(
        io.BytesIO(pdf_bytes(document(ReportKind.INSURER, dossiers.dossier(result=samples.hostile()))))
    )
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        below = font["/DescendantFonts"][0].get_object()
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & below["/FontDescriptor"].keys()


@pytest.mark.parametrize("kind", [one for one in ReportKind if one is not ReportKind.KEY])
def test_nothing_of_the_original_is_in_a_redacted_file(kind):
    """Also not in its metadata, its bookmarks or its photos."""
    dossier = dossiers.dossier(6, photos=True, made_by="Ana Roy")
    content = pdf_bytes(document(kind, dossier, redact=True))
    reader = pypdf.PdfReader(io.BytesIO(content))
    text = squeezed("".join(page.extract_text() for page in reader.pages)).lower()
    known = text + repr(reader.metadata).lower() + repr(reader.outline).lower()
    known += squeezed(reader.xmp_metadata.stream.get_data().decode()).lower()
    for one in dossier.devices:
        device, identity = one.device, one.device.identity
        for secret in (device.mac, *device.addresses, identity.serial.value, identity.stated_name.value, one.own.name):
            if secret:
                assert squeezed(secret).lower() not in known
    for secret in ("Corner Pharmacy", "Ana Roy", "192.168.1.0", "A note."):
        assert squeezed(secret).lower() not in known
    assert b"/Subtype /Image" not in content


def leaves(data):
    if isinstance(data, dict):
        for value in data.values():
            yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("redact", [False, True])
@pytest.mark.parametrize("kind", [ReportKind.RECORD, ReportKind.INSURER, ReportKind.AUDIT, ReportKind.DEVICE])
def test_paper_holds_the_facts_of_the_other_files(kind, redact):
    made = work(kind, dossiers.dossier(12), redact=redact)
    report = build(made)
    text = paper_text(lay_out(report, PaperSize.LETTER))
    html = squeezed(re.sub(r"<[^>]*>", "", render(report)))
    rows = list(csv.DictReader(io.StringIO(report_csv(made, bom=False))))
    devices = {device["mark"]: device for device in json.loads(report_json(made, report))["devices"]}
    assert rows
    for row in rows:
        device = devices[row["mark"]]
        for column in ("brand", "maker", "model", "serial", "firmware"):
            if not row.get(column):
                continue
            value = row[column].lstrip("'")
            assert device[column]["value"] == value
            where = squeezed(value)
            if redact and column == "serial":
                where = where.strip("[]")
            if kind is ReportKind.RECORD and row["is_camera"] != "true" and column in {"serial", "firmware"}:
                continue
            assert where in text, (column, value)
            assert where in html.replace("&amp;", "&").replace("&#39;", "'"), (column, value)
        if row.get("mac"):
            assert row["mac"] in text
            assert all(squeezed(address) in text for address in row["addresses"].split())


def test_codes_can_be_read_from_paper():
    dossier = dossiers.dossier(2)
    parts = frozenset({Part.QR, Part.ROOMS})
    pages = document(ReportKind.INSURER, dossier, parts=parts)
    found = set()
    for page in range(len(pages.pages)):
        image = QImage(1276, 1650, QImage.Format.Format_Grayscale8)
        image.fill(255)
        painter = QPainter(image)
        pages.draw(painter, page, 150)
        painter.end()
        rows = memoryview(image.constBits()).cast("B", (image.height(), image.bytesPerLine()))
        found |= {code.text for code in zxingcpp.read_barcodes(rows)}
    assert found == {one.mark for one in dossier.devices if one.device.identity.is_camera is not False} & found
    assert {one.mark for one in dossier.devices if one.device.identity.is_camera} <= found
