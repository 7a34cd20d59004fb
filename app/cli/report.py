"""camera-check report: any report from a kept scan, from scan files, or from what somebody handed over (design §7)."""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from app.cli.files import write_whole
from app.inventory.store import Inventory, open_or_set_aside
from app.knowledge.load import load
from app.model.policy import Audience
from app.model.problem import AppError, FileNotWrittenError, ReportScanError
from app.report.build import Order, Work, build, prepare
from app.report.bundle import bundle_bytes, is_bundle, read_bundle
from app.report.collect import Reader, collect
from app.report.csv_file import report_csv
from app.report.dossier import PARTS, Dossier, Part, ReportKind, SiteScan
from app.report.json_file import report_json
from app.report.marks import Marker, marker, secret
from app.report.model import Report
from app.scan_file import read
from app.words import Language, Words

#: The site of those who keep only one.
_FIRST_SITE = 1


def report(arguments: argparse.Namespace, words: Words) -> int:
    """Write the files that were asked for. 0 done, 1 when one of them failed, 2 when none was asked for."""
    writers = _writers(arguments)
    if not writers:
        print(words.text("Say which file to write: --pdf, --html, --csv, --json or --bundle."), file=sys.stderr)
        return 2
    if arguments.bundle is not None and arguments.kind == ReportKind.KEY.value:
        print(
            words.text("The key to the marks stays at home: it is not put into a file for a second opinion."),
            file=sys.stderr,
        )
        return 2
    marks = marker(secret())
    inventory, set_aside = open_or_set_aside()
    if set_aside is not None:
        print(words.say(set_aside.sentence), words.say(set_aside.next_step), sep="\n", file=sys.stderr)
    with inventory:
        dossier = _dossier(arguments, inventory, marks)
    work = prepare(dossier, _order(arguments, dossier), marks)
    return _write(writers, work, build(work), words)


def _dossier(arguments: argparse.Namespace, inventory: Inventory, marks: Marker) -> Dossier:
    today = dt.datetime.now().astimezone().date()
    audience = Audience(arguments.audience) if arguments.audience else None
    reader = Reader(today, audience, arguments.province.upper(), arguments.by)
    site, scans = _scans(arguments, inventory)
    return collect(scans, load(), marks, reader, inventory=inventory, site=site, by_hand=not arguments.sources)


def _scans(arguments: argparse.Namespace, inventory: Inventory) -> tuple[int | None, list[SiteScan]]:
    """The scans of files, or those that are kept; with the site whose addresses they tell of, None for several or a foreign one."""
    if arguments.sources:
        several = len(arguments.sources) > 1
        scans = [scan for name in arguments.sources for scan in _read(Path(name), several=several)]
        if arguments.place:
            scans = [SiteScan(scan.result, arguments.place if len(scans) == 1 else scan.name) for scan in scans]
        return None, scans
    names = {site.id: site.name for site in inventory.sites.all()}
    if arguments.scan is not None:
        kept = next((one for one in inventory.scans.all() if one.id == arguments.scan), None)
        result = inventory.scans.get(arguments.scan)
        if kept is None or result is None:
            raise ReportScanError
        return kept.site, [SiteScan(result, arguments.place or names.get(kept.site, ""))]
    wanted = sorted(names) if arguments.all_places else [_FIRST_SITE]
    lasts = [(site, last) for site in wanted if (last := inventory.scans.last(site))]
    if not lasts:
        raise ReportScanError("no file of a scan was named either")
    return None, [SiteScan(last, arguments.place or names.get(site, ""), site) for site, last in lasts]


def _read(path: Path, *, several: bool) -> Sequence[SiteScan]:
    """One scan of a scan file, named after the file where there will be several; all of a bundle."""
    if is_bundle(path):
        return read_bundle(path).scans
    return [SiteScan(read(path), path.stem if several else "")]


def _order(arguments: argparse.Namespace, dossier: Dossier) -> Order:
    kind = ReportKind(arguments.kind)
    languages = tuple(Language) if arguments.lang == "both" else (Language(arguments.lang),)
    parts = (PARTS[kind] | {Part(one) for one in arguments.include}) - {Part(one) for one in arguments.without}
    device = arguments.device or (_only(dossier) if kind in {ReportKind.DEVICE, ReportKind.NEEDS} else "")
    # A file for a second opinion goes to others, whatever its report is.
    redact = True if arguments.redact is None and arguments.bundle is not None else arguments.redact
    return Order(kind, languages, device, arguments.guide or "", parts, redact)


def _only(dossier: Dossier) -> str:
    """The device when there is no other."""
    return dossier.devices[0].device.id if len(dossier.devices) == 1 else ""


def _writers(arguments: argparse.Namespace) -> list[tuple[str, Callable[[Work, Report, str], None]]]:
    forms: tuple[tuple[str | None, Callable[[Work, Report, str], None]], ...] = (
        (arguments.json, lambda work, page, name: write_whole(report_json(work, page), name)),
        (arguments.csv, lambda work, _, name: write_whole(report_csv(work, bom=not arguments.no_bom), name)),
        (arguments.html, lambda _, page, name: _write_html(page, name)),
        (arguments.pdf, lambda _, page, name: _write_pdf(page, name, arguments.paper)),
        (arguments.bundle, lambda work, page, name: write_whole(bundle_bytes(work, page), name)),
    )
    return [(name, write) for name, write in forms if name is not None]


def _write(
    writers: Sequence[tuple[str, Callable[[Work, Report, str], None]]], work: Work, page: Report, words: Words
) -> int:
    """One file that fails does not keep the others from being written."""
    failed = 0
    for name, write in writers:
        try:
            write(work, page, name)
        except AppError as problem:
            failed = _tell(problem, words)
        except OSError as error:
            failed = _tell(FileNotWrittenError(str(error), file=name), words)
    return failed


def _tell(problem: AppError, words: Words) -> int:
    print(words.say(problem.sentence), words.say(problem.next_step), file=sys.stderr)
    return 1


def _write_html(page: Report, name: str) -> None:
    from app.report.html import render  # noqa: PLC0415 - the template engine is loaded only when a page is written

    write_whole(render(page), name)


def _write_pdf(page: Report, name: str, paper: str) -> None:
    from app.paper.pdf import write_pdf  # noqa: PLC0415 - Qt is loaded only when a page is drawn
    from app.paper.size import PaperSize  # noqa: PLC0415 - likewise

    write_pdf(page, Path(name), PaperSize(paper))
