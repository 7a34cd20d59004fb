"""The file for a second opinion: scans and their report in one zip, which another Camera Check opens (docs/report-columns.md)."""

import json
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app.model.events import ScanResult
from app.model.problem import BundleNotReadableError, FileNotReadableError
from app.report.build import Work
from app.report.dossier import Dossier, SiteScan
from app.report.html import render
from app.report.model import Report
from app.scan_file import from_json, write_text
from app.words import words_for

_MANIFEST = "bundle.json"
_REPORT = "report.html"
_FORMAT = 1
#: Most scans of one file, most bytes of its list and of one scan, most bytes of all scans together.
SCANS_LIMIT = 64
_MANIFEST_LIMIT = 64 * 1024
SCAN_LIMIT = 64 * 1024 * 1024
_TOGETHER_LIMIT = 256 * 1024 * 1024
_NAME_LIMIT = 80


@dataclass(frozen=True, slots=True)
class Bundle:
    """What somebody handed over. Names of places are untrusted."""

    scans: tuple[SiteScan, ...]
    redacted: bool


def bundle_bytes(work: Work, report: Report) -> bytes:
    """The file's content. Whatever the order masks is masked in the scans too."""
    dossier = work.dossier
    words = words_for(work.order.languages[0])
    names = [f"scan-{number}.json" for number in range(1, len(dossier.scans) + 1)]
    manifest = {
        "format": _FORMAT,
        "redacted": dossier.masked,
        "made_on": dossier.today.isoformat(),
        "app_version": dossier.first.app_version,
        "knowledge_date": dossier.first.knowledge_date,
        "scans": [{"file": name, "place": scan.name} for name, scan in zip(names, dossier.scans, strict=True)],
    }
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, _MANIFEST, json.dumps(manifest, ensure_ascii=False), dossier)
        for name, scan in zip(names, dossier.scans, strict=True):
            _put(archive, name, write_text(scan.result, words), dossier)
        _put(archive, _REPORT, render(report), dossier)
    return content.getvalue()


def is_bundle(path: Path) -> bool:
    """Whether the file begins like a zip. Raises FileNotReadableError."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError as error:
        raise FileNotReadableError(str(error), file=path.name) from error


def read_bundle(path: Path) -> Bundle:
    """The scans of a file that anybody may have made. Raises BundleNotReadableError."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _bundle(archive)
    except (
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, NotImplementedError, RuntimeError, MemoryError, EOFError,
        zipfile.BadZipFile, zlib.error, FileNotReadableError,
    ) as error:  # fmt: skip
        raise BundleNotReadableError(str(error)[:200], file=path.name) from error


def _bundle(archive: zipfile.ZipFile) -> Bundle:
    untrusted: Any = json.loads(_read(archive, _MANIFEST, _MANIFEST_LIMIT))
    if untrusted["format"] != _FORMAT or not isinstance(untrusted["redacted"], bool):
        raise ValueError("another format")
    listed = untrusted["scans"]
    if not isinstance(listed, list) or not 1 <= len(listed) <= SCANS_LIMIT:
        raise ValueError("no scans, or too many")
    scans, left = [], _TOGETHER_LIMIT
    for number, entry in enumerate(listed, 1):
        place = entry.get("place", "")
        if entry["file"] != f"scan-{number}.json" or not isinstance(place, str):
            raise ValueError("not a list of scans")
        content = _read(archive, entry["file"], min(SCAN_LIMIT, left))
        left -= len(content)
        scans.append(SiteScan(_scan(content, entry["file"]), place[:_NAME_LIMIT]))
    return Bundle(tuple(scans), untrusted["redacted"])


def _scan(content: bytes, name: str) -> ScanResult:
    return from_json(json.loads(content), file=name)


def _read(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """One member, by its name only; what is larger than it says is cut off by the limit, and refused."""
    with archive.open(name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise ValueError("larger than the limit")
    return content


def _put(archive: zipfile.ZipFile, name: str, text: str, dossier: Dossier) -> None:
    """Dated with the report's day: the clock of the computer is nobody's business."""
    day = dossier.today
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(entry, text.encode("utf-8", "replace"))
