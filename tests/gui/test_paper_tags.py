"""Tags: a screen reader gets headings, paragraphs, tables and what pictures show, in the order of reading, and no ornament."""

import io

import pypdf
import pytest

from app.paper.document import lay_out
from app.paper.marks import Anchor, CodeMark, PhotoMark, TextMark
from app.paper.pdf import pdf_bytes
from app.paper.pdf_file import NotAsExpectedError, PdfFile
from app.paper.size import PaperSize
from app.paper.tags import structure
from app.report.build import Order, build, prepare
from app.report.dossier import ReportKind
from app.words import Language
from tests.gui import dossiers, paper_samples
from tests.unit.report import samples

pytestmark = pytest.mark.usefixtures("qapp")


def audit(count=40, **parts):
    order = Order(ReportKind.AUDIT, **parts)
    return lay_out(build(prepare(dossiers.dossier(count), order, dossiers.MARKER)), PaperSize.LETTER)


def everything():
    return lay_out(paper_samples.everything(), PaperSize.LETTER)


def opened(document):
    return pypdf.PdfReader(io.BytesIO(pdf_bytes(document)), strict=True)


def walk(element):
    """All elements of the file's structure with their kids, the numbers of pieces left out."""
    element = element.get_object()
    yield element
    kids = element["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        if isinstance(kid.get_object(), dict) and "/S" in kid.get_object():
            yield from walk(kid)


def elements(reader):
    (top,) = reader.root_object["/StructTreeRoot"]["/K"]
    return list(walk(top))


def test_the_file_says_that_it_is_tagged():
    reader = opened(everything())
    assert reader.root_object["/MarkInfo"]["/Marked"]
    (top,) = reader.root_object["/StructTreeRoot"]["/K"]
    assert top.get_object()["/S"] == "/Document"


def test_every_text_belongs_to_an_element_and_every_ornament_to_none():
    for document in (everything(), audit()):
        _, pages = structure(document)
        for page, owners in zip(document.pages, pages, strict=True):
            for mark, owner in zip(page.marks, owners, strict=True):
                wanted = isinstance(mark, PhotoMark | CodeMark) or (isinstance(mark, TextMark) and not mark.again)
                assert (owner is not None) == wanted
                assert not isinstance(mark, Anchor) or owner is None


def test_headings_have_their_rank():
    roles = [element["/S"] for element in elements(opened(audit(2)))]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") >= 2
    assert {"/P", "/Table", "/TR", "/TH", "/TD"} <= set(roles)


def test_a_table_is_one_table_over_all_its_pages():
    root, _ = structure(audit(60, redact=False))
    (section,) = root.kids
    tables = [kid for kid in section.kids if kid.role == "Table"]
    long = [table for table in tables if len(table.kids) == 63]
    assert len(long) >= 3
    for table in long:
        head, *rows = table.kids
        assert {cell.role for cell in head.kids} == {"TH"}
        assert all(row.kids[0].role == "TH" for row in rows)
        assert all(cell.role == "TD" for row in rows for cell in row.kids[1:])
        assert len({len(row.kids) for row in rows}) <= 2


def test_pictures_say_what_they_show():
    reader = opened(everything())
    figures = [element["/Alt"] for element in elements(reader) if element["/S"] == "/Figure"]
    assert figures.count("QR code with the mark K7Q-4MX") == 3
    assert figures.count("Photo of DS-2CD2142") == 10


def test_both_languages_are_named():
    reader = opened(audit(1, languages=(Language.ENGLISH, Language.FRENCH)))
    sections = [element["/Lang"] for element in elements(reader) if element["/S"] == "/Sect"]
    assert sections == ["en", "fr"]


def test_each_piece_of_a_page_has_one_owner():
    document = audit(12)
    reader = opened(document)
    lists = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    assert list(lists[::2]) == list(range(len(document.pages)))
    for number, page in enumerate(reader.pages):
        content = page.get_contents().get_data()
        assert page["/StructParents"] == number
        assert content.count(b"/MCID") == len(lists[2 * number + 1])
        assert content.count(b" BDC") + content.count(b" BMC") == content.count(b"EMC")
        assert b"-100000 1 1 re" not in content


@pytest.mark.parametrize("result", [samples.hostile(), samples.scan(0, 0, 0, 0)], ids=["hostile", "empty"])
def test_any_report_can_be_tagged(result):
    dossier = dossiers.dossier(result=result)
    report = build(prepare(dossier, Order(ReportKind.RECORD), dossiers.MARKER))
    reader = opened(lay_out(report, PaperSize.A4))
    assert reader.root_object["/MarkInfo"]["/Marked"]


def test_a_file_taken_apart_and_put_together_is_the_same_file():
    content = pdf_bytes(everything())
    again = PdfFile(content).content()
    assert PdfFile(again).objects.keys() == PdfFile(content).objects.keys()
    assert [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(again)).pages] == [
        page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages
    ]


@pytest.mark.parametrize("cut", [0, 1, 100, 5000])
def test_other_files_are_refused(cut):
    with pytest.raises(NotAsExpectedError):
        PdfFile(pdf_bytes(everything())[:-7][: cut or None] + b"x")
