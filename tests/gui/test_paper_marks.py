"""Photos, codes and boxes on paper, good ones and bad ones."""

import io
from itertools import pairwise

import pypdf
import pytest
from PySide6.QtGui import QImage, QPainter

from app.paper.document import lay_out
from app.paper.marks import Box, CodeMark, PhotoMark, Rule
from app.paper.pdf import pdf_bytes
from app.paper.pdf_catalogue import completed
from app.paper.pdf_file import NotAsExpectedError
from app.paper.size import PaperSize
from app.report.model import Bullets, Column, Heading, Paragraph, Picture, Pictures, Table
from tests.gui import paper_samples

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(mark, width=300, height=300):
    """The mark as it looks at one pixel a unit."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    mark.draw(painter)
    painter.end()
    return image


def inked(image):
    return {
        (x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) & 0xFFFFFF != 0xFFFFFF
    }


def pages_of(*blocks):
    return lay_out(paper_samples.report(*blocks), PaperSize.LETTER)


def images(content):
    """The pictures of the first page as they are in the file."""
    resources = pypdf.PdfReader(io.BytesIO(content)).pages[0]["/Resources"]
    found = [item.get_object() for item in resources.get("/XObject", {}).values()]
    return [item for item in found if item["/Subtype"] == "/Image"]


def marks_of(pages, kind):
    return [mark for page in pages.pages for mark in page.marks if isinstance(mark, kind)]


@pytest.mark.parametrize("size", [(640, 480), (480, 640), (3000, 100), (100, 3000), (1, 1)])
@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_photos_keep_their_proportions_and_stay_on_the_page(size, count):
    pages = pages_of(Pictures(tuple(paper_samples.photo(*size) for _ in range(count))))
    marks = marks_of(pages, PhotoMark)
    assert len(marks) == count
    for mark in marks:
        assert abs(mark.width / mark.height - size[0] / size[1]) < 0.01 * size[0] / size[1]
        assert mark.x + mark.width <= pages.paper.width


@pytest.mark.qt_log_ignore("JPEG")
def test_a_photo_that_is_none_leaves_its_place():
    picture = Picture(b"not a photo", 640, 480, "Photo", "")
    ink = inked(drawn(PhotoMark(10, 10, 200, 150, picture)))
    assert ink
    assert all(10 <= x <= 210 and 10 <= y <= 160 for x, y in ink)
    assert (110, 80) not in ink


@pytest.mark.qt_log_ignore("JPEG")
def test_half_a_photo_does_not_stop_the_report():
    whole = paper_samples.photo(2000, 1500)
    half = Picture(whole.jpeg[: len(whole.jpeg) // 2], whole.width, whole.height, "Photo", "")
    assert pdf_bytes(pages_of(Pictures((half,)))).startswith(b"%PDF")


def test_a_photo_is_no_larger_in_the_file_than_paper_needs():
    pages = pages_of(Pictures((paper_samples.photo(4000, 3000),)))
    (image,) = images(pdf_bytes(pages))
    assert 300 < image["/Width"] < 900


def test_the_data_that_cameras_write_into_photos_stay_out():
    plain = paper_samples.photo()
    secret = b"GPS 45.5017 N 73.5673 W Ana Roy"
    comment = b"\xff\xfe" + (len(secret) + 2).to_bytes(2, "big") + secret
    picture = Picture(plain.jpeg[:2] + comment + plain.jpeg[2:], plain.width, plain.height, "Photo", "")
    content = pdf_bytes(pages_of(Pictures((picture,))))
    assert secret not in content
    (image,) = images(content)
    assert secret not in image.get_data()


def test_a_code_is_drawn_module_by_module():
    code = paper_samples.code("AB")
    size = len(code.modules) + 8
    image = drawn(CodeMark(0, 0, size, code), size, size)
    dark = {(x + 4, y + 4) for y, row in enumerate(code.modules) for x, on in enumerate(row) if on}
    assert inked(image) == dark


def test_a_ticked_box_differs_from_an_empty_one_without_colour():
    empty = inked(drawn(Box(10, 10, 100, 100, 10)))
    ticked = inked(drawn(Box(10, 10, 100, 100, 10, ticked=True)))
    assert empty < ticked
    assert (60, 60) in ticked - empty


def test_photos_of_a_device_stay_with_it():
    for count in range(20, 60):
        filler = paper_samples.to_fill(count)
        pages = pages_of(filler, Heading("Device"), paper_samples.sheet(1), Pictures((paper_samples.photo(),)))
        (place,) = [number for number, page in enumerate(pages.pages) if "Camera 1\nMake" in page.text]
        assert any(isinstance(mark, PhotoMark) for mark in pages.pages[place].marks)


def test_tables_to_fill_in_leave_room_for_a_hand():
    pages = pages_of(paper_samples.to_fill(60))
    text = "\n".join(page.text for page in pages.pages)
    assert text.count("Days kept") == len(pages.pages)
    rows = marks_of(pages_of(paper_samples.to_fill(5)), Rule)
    rules = sorted(mark.y for mark in rows if mark.width > pages.paper.width / 2)
    assert len(rules) == 6
    assert all(below - above > 190 for above, below in pairwise(rules))


def test_other_files_are_left_as_they_are():
    with pytest.raises(NotAsExpectedError):
        completed(b"%PDF-1.4\ntrailer\n<< /Size 3 >>\nstartxref\n9\n%%EOF\n", pages_of(Heading("A")))


def test_no_word_of_a_column_title_is_broken():
    columns = (Column("Device", 20), Column("Enregistrements conservés", 1), Column("Days", 1, is_number=True))
    pages = pages_of(Table("", columns, (("A", "B", "1"),)))
    lines = pages.pages[0].text.split("\n")
    assert {"Device", "Enregistrements", "conservés", "Days"} <= {line.strip() for line in lines}


def test_a_list_stays_with_the_sentence_that_leads_to_it():
    for count in range(20, 60):
        pages = pages_of(
            paper_samples.to_fill(count), Paragraph("It told this:"), Bullets(("First", "Second", "Third"))
        )
        (led,) = [page.text for page in pages.pages if "It told this:" in page.text]
        assert "First" in led
        assert "Second" in led
