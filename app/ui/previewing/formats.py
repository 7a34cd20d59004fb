"""The files that a report can be saved as."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from app.model.text import N_
from app.paper.pdf import pdf_bytes
from app.report.bundle import bundle_bytes
from app.report.csv_file import report_csv
from app.report.html import render
from app.report.json_file import report_json
from app.ui.previewing.job import Proof


class FileFormat(StrEnum):
    """The value is the ending of the file's name."""

    PDF = "pdf"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    BUNDLE = "zip"


@dataclass(frozen=True, slots=True)
class _Kind:
    """What the format is called in a menu and in the system's dialog, and how it is written."""

    name: str
    filter: str
    write: Callable[[Proof], bytes]


FORMATS: Mapping[FileFormat, _Kind] = MappingProxyType(
    {
        FileFormat.PDF: _Kind(
            N_("Pages for printing (PDF)"), N_("PDF files (*.pdf)"), lambda proof: pdf_bytes(proof.document)
        ),
        FileFormat.HTML: _Kind(
            N_("Page for a browser (HTML)"),
            N_("HTML files (*.html)"),
            lambda proof: render(proof.document.report).encode("utf-8", "replace"),
        ),
        FileFormat.CSV: _Kind(
            N_("Table for a spreadsheet (CSV)"),
            N_("CSV files (*.csv)"),
            lambda proof: report_csv(proof.work).encode("utf-8", "replace"),
        ),
        FileFormat.JSON: _Kind(
            N_("Data for other programs (JSON)"),
            N_("JSON files (*.json)"),
            lambda proof: report_json(proof.work, proof.document.report).encode("utf-8", "replace"),
        ),
        FileFormat.BUNDLE: _Kind(
            N_("Scan and report for a second opinion (ZIP)"),
            N_("ZIP files (*.zip)"),
            lambda proof: bundle_bytes(proof.work, proof.document.report),
        ),
    }
)


def file_name(title: str, ending: FileFormat) -> str:
    """A name for the file that every system takes: letters, digits and hyphens of the title."""
    plain = "-".join("".join(char if char.isalnum() else " " for char in title[:80]).split())
    return f"{plain[:60].strip('-') or 'report'}.{ending.value}"
