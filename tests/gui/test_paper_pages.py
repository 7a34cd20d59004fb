"""Pages: nothing is cut, nothing is split that belongs together, every page says where it belongs."""

import io
import re

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter

from app.model.problem import FileNotWrittenError
from app.paper.document import lay_out
from app.paper.marks import Rule, TextMark
from app.paper.pdf import pdf_bytes, write_pdf
from app.paper.size import MARGIN, UNITS, PaperSize
from app.report.model import DeviceBlock
from app.report.record import build_device, build_record
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)
pytestmark = pytest.mark.usefixtures("qapp")


def record(result, **options):
    return build_record(result, WORDS, **({"names": {}, "facts": samples.facts()} | options))


def opened(report, paper=PaperSize.LETTER):
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(lay_out(report, paper))))


def page_texts(reader):
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def test_the_first_page_stands_alone():
    first = page_texts(opened(record(samples.scan(), title_site="Corner Pharmacy", made_by="Ana Roy")))[0]
    for fact in (
        "Record of cameras and recorders",
        "Corner Pharmacy",
        "23 November 2026",
        "192.168.1.0/24 (Wi-Fi)",
        "This scan found 12 cameras and 1 recorder.",
        "Who most likely made them",
        "Confirmed",
        "What this scan could not see",
        "information, not legal advice",
        "facts of 20 November 2026",
    ):
        assert fact in first


@pytest.mark.parametrize("paper", PaperSize)
def test_every_page_has_its_number_and_size(paper):
    reader = opened(record(samples.scan(40)), paper)
    pages = page_texts(reader)
    assert len(pages) > 8
    for number, text in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in text
        assert "Record of cameras and recorders · 23 November 2026 · facts of 20 November 2026" in text
    width, height = {PaperSize.LETTER: (612, 792), PaperSize.A4: (595, 842)}[paper]
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (width, height)


def test_every_fact_is_on_paper():
    result = samples.scan(30)
    text = " ".join(page_texts(opened(record(result))))
    squeezed = text.replace(" ", "")
    for device in result.devices[:30]:
        assert device.identity.serial.value in squeezed
        assert device.mac in squeezed
        assert device.addresses[1] in squeezed


def test_fonts_are_in_the_file_and_words_can_be_searched():
    reader = opened(record(samples.scan()))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()
        assert "/ToUnicode" in font
    text = " ".join(page_texts(reader))
    assert "Firmware" in text
    assert not re.search("[\ufb00-\ufb06]", text)


def test_the_file_names_its_title_maker_and_language():
    reader = opened(record(samples.scan(1), title_site="A & B <C>"))
    assert reader.metadata.title == "Record of cameras and recorders"
    assert reader.metadata.creator == "Camera Check 0.1.0"
    assert reader.xmp_metadata.dc_title["x-default"] == "Record of cameras and recorders"
    assert reader.xmp_metadata.dc_language == ["en"]


@pytest.mark.parametrize("paper", PaperSize)
def test_french_pages(paper):
    report = build_record(samples.scan(), words_for(Language.FRENCH), names={}, title_site="Pharmacie du Coin")
    reader = opened(report, paper)
    pages = page_texts(reader)
    assert pages[-1].count(f"Page {len(pages)} sur {len(pages)}") == 1
    assert "23 novembre 2026" in pages[0]
    assert "Fabricants les plus probables et degré de certitude" in pages[0]
    assert "Ce que cette analyse n’a pas pu voir" in pages[0]
    assert reader.xmp_metadata.dc_language == ["fr"]


def page_of(pages, text):
    return [number for number, words in enumerate(pages) if text in words]


@pytest.mark.parametrize("paper", PaperSize)
def test_a_device_is_on_one_page(paper):
    report = record(samples.scan(60, 0, 0, 5))
    pages = page_texts(opened(report, paper))
    blocks = [block for block in report.blocks if isinstance(block, DeviceBlock)]
    assert len(blocks) == 65
    for block in blocks:
        (where,) = page_of(pages, f"{block.title} How sure")
        addresses = {fact.label: fact.value for fact in block.facts}["Serial, addresses"]
        assert page_of(pages, addresses.split(" · ")[-1]) == [where]


def test_a_device_larger_than_a_page_goes_on_below_its_title():
    result = samples.hostile()
    report = build_device(result, result.devices[0], WORDS, names={})
    pages = page_texts(opened(report))
    assert len(page_of(pages, "Camera 1 How sure How sure")) > 3
    assert "".join(pages).count("A") > 4 * 10_000


def test_table_headers_are_repeated():
    pages = page_texts(opened(record(samples.scan(2, 120))))
    assert len(page_of(pages, "What it is How sure Name or model Maker Address MAC")) > 2


def marks_overlap(one, two):
    left, right = one.line, two.line
    across = one.x < two.x + right.natural_width - 1 and two.x < one.x + left.natural_width - 1
    down = one.y < two.y + right.font_height - UNITS and two.y < one.y + left.font_height - UNITS
    return across and down


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize("result", [samples.scan(), samples.hostile()], ids=["usual", "hostile"])
def test_nothing_leaves_the_page_or_lies_on_other_text(paper, result):
    document = lay_out(record(result, title_site=samples.LONG, names={"mac:3": samples.ZALGO}), paper)
    width = paper.width - 2 * MARGIN
    for page in document.pages:
        bottom = paper.height - 2 * MARGIN - sum(line.height for line in page.foot)
        texts = [mark for mark in page.marks if isinstance(mark, TextMark)]
        for mark in texts:
            line = mark.line
            assert mark.x + line.setting.width <= width + 1
            assert line.natural_width <= line.setting.width + UNITS
            assert 0 <= mark.y <= mark.y + line.font_height <= bottom
        for mark in page.marks:
            if isinstance(mark, Rule):
                assert mark.x + mark.width <= width + 1
                assert mark.y + mark.height <= bottom
        texts.sort(key=lambda mark: mark.y)
        for place, mark in enumerate(texts):
            assert not any(marks_overlap(mark, other) for other in texts[place + 1 : place + 8] if other is not mark)


def test_no_heading_stands_alone_at_the_foot_of_a_page():
    headings = ("Cameras and recorders", "Other things on the network", "What authorities and makers said", "Sources")
    for cameras in range(1, 9):
        for page in page_texts(opened(record(samples.scan(cameras, 3)))):
            body = page.split("Record of cameras and recorders · ")[0].rstrip()
            assert not body.endswith(headings)


def test_any_name_makes_a_page(hostile_text):
    result = samples.scan(1, 0, 0, 0)
    names = {result.devices[0].id: hostile_text}
    report = build_device(result, result.devices[0], WORDS, names=names, title_site=hostile_text, made_by=hostile_text)
    assert "Page 1 of" in page_texts(opened(report))[0]


@pytest.mark.parametrize("paper", PaperSize)
@pytest.mark.parametrize(("cameras", "limit"), [(15, 9), (200, 75)])
def test_a_record_is_short_enough_to_hand_to_somebody(cameras, limit, paper):
    assert len(lay_out(record(samples.scan(cameras)), paper).pages) <= limit


def test_a_report_on_one_device_has_two_to_four_pages():
    result = samples.scan()
    report = build_device(result, result.devices[0], WORDS, names={}, facts=samples.facts())
    assert 2 <= len(lay_out(report, PaperSize.LETTER).pages) <= 4


def test_nobody_signs_an_empty_sheet():
    for cameras in range(12):
        for facts in ((), samples.facts()):
            pages = page_texts(opened(record(samples.scan(cameras, 3), facts=facts)))
            (signed,) = page_of(pages, "Prepared by")
            assert not pages[signed].startswith("Prepared by")


def test_an_empty_report_has_one_page_at_least():
    assert page_texts(opened(record(samples.scan(0, 0, 0, 0), facts=())))[0].count("Page 1 of 1") == 1


def test_a_page_is_black_on_white():
    document = lay_out(record(samples.scan()), PaperSize.A4)
    image = QImage(595, 842, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    document.draw(painter, 0, 72)
    painter.end()
    colours = {image.pixel(x, y) & 0xFFFFFF for x in range(0, 595, 3) for y in range(0, 842, 3)}
    assert len(colours) > 5
    assert all(colour >> 16 == colour & 0xFF == colour >> 8 & 0xFF for colour in colours)
    edge = round(MARGIN / UNITS) - 3
    assert all(image.pixel(x, y) & 0xFFFFFF == 0xFFFFFF for x in range(edge) for y in range(842))


def test_a_file_is_written_whole_and_tells_its_pages(tmp_path):
    path = tmp_path / "relevé.pdf"
    pages = write_pdf(record(samples.scan(3)), path, PaperSize.LETTER)
    assert len(pypdf.PdfReader(path).pages) == pages
    assert [entry.name for entry in tmp_path.iterdir()] == ["relevé.pdf"]


def test_what_was_there_stays_when_writing_fails(tmp_path, monkeypatch):
    path = tmp_path / "old.pdf"
    path.write_bytes(b"precious")

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FileNotWrittenError) as failure:
        write_pdf(record(samples.scan(1)), path, PaperSize.LETTER)
    assert str(path) in WORDS.say(failure.value.sentence)
    assert path.read_bytes() == b"precious"
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("name", ["", "none/there.pdf", "a\0b.pdf", "x" * 400 + ".pdf"])
def test_places_that_cannot_be_written_are_told(tmp_path, name):
    with pytest.raises(FileNotWrittenError):
        write_pdf(record(samples.scan(1)), tmp_path / name, PaperSize.LETTER)
