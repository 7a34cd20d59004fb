"""camera-check scan: the same scan as the window's, for scripts and for a machine without a screen (design §7)."""

import argparse
import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from secrets import token_bytes

from app.cli.files import write_whole
from app.knowledge.load import load
from app.model.events import DeviceSeen, DeviceUpdated, ProblemMet, ScanDone, ScanRequest, ScanResult, StepChanged
from app.model.problem import AppError, FileNotWrittenError
from app.report.csv import devices_csv
from app.report.model import Report
from app.report.summary import summary
from app.scan import Scan
from app.scan_file import write_text
from app.words import Words


def scan(arguments: argparse.Namespace, words: Words) -> int:
    """Scan, write the files that were asked for, and print a summary. 0 done, 1 when something failed on the way."""
    request = ScanRequest(
        networks=tuple(arguments.network),
        interfaces=tuple(arguments.interface),
        practice=arguments.practice,
        thorough=arguments.thorough,
        shared_address_space=arguments.shared_address_space,
    )
    # Windows' own loop stops receiving after one peer vanishes, which is the daily life of a scan (style §5).
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        result = runner.run(_follow(Scan(request), words))
    problems = [*result.problems, *_write_all(result, arguments, words)]
    if arguments.json != "-":
        print(summary(result, words))
    for problem in problems:
        print(words.say(problem.sentence), words.say(problem.next_step), file=sys.stderr)
    return 1 if problems else 0


async def _follow(running: Scan, words: Words) -> ScanResult:
    with contextlib.suppress(
        NotImplementedError, RuntimeError
    ):  # Windows loops take no signal handlers: Ctrl+C ends there
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, running.stop)
    result: ScanResult | None = None
    async for event in running.events():
        _tell(event, words)
        if isinstance(event, ScanDone):
            result = event.result
    if result is None:
        raise AppError("the scan ended without a result")
    return result


def _tell(event: object, words: Words) -> None:
    """Progress, one line an event, on standard error."""
    match event:
        case StepChanged(scopes=scopes) if scopes:
            networks = words.listing([str(scope.sweep) for scope in scopes])
            print(words.text("Looking for cameras on {networks} …").format(networks=networks), file=sys.stderr)
        case DeviceSeen(device=device, seconds=seconds) | DeviceUpdated(device=device, seconds=seconds):
            identity = device.identity
            named = (
                " ".join(v.value for v in (identity.brand, identity.model) if v.value) or identity.maker.value or "?"
            )
            print(f"{seconds:6.2f} s  {device.id}  {identity.kind.value}  {named[:80]}", file=sys.stderr)
        case ProblemMet(problem=problem):
            print(words.say(problem.sentence), file=sys.stderr)
        case _:
            pass


def _write_all(result: ScanResult, arguments: argparse.Namespace, words: Words) -> list[AppError]:
    """Write every file that was asked for; one that fails does not keep the others from being written."""
    writers: list[tuple[str | None, Callable[[str], None]]] = [
        (arguments.json, lambda name: _write_json(result, name, words)),
        (arguments.csv, lambda name: write_whole(devices_csv(result, names={}), name)),
        (arguments.html, lambda name: _write_html(_record(result, words), name)),
        (arguments.pdf, lambda name: _write_pdf(_record(result, words), name, arguments.paper)),
    ]
    problems: list[AppError] = []
    for name, write in writers:
        if name is None:
            continue
        try:
            write(name)
        except AppError as problem:
            problems.append(problem)
        except OSError as error:
            problems.append(FileNotWrittenError(str(error), file=name))
    return problems


def _record(result: ScanResult, words: Words) -> Report:
    from app.report.build import Order, build, prepare  # noqa: PLC0415 - reports are loaded only when one is written
    from app.report.collect import Reader, collect  # noqa: PLC0415 - likewise
    from app.report.dossier import ReportKind, SiteScan  # noqa: PLC0415 - likewise
    from app.report.marks import marker  # noqa: PLC0415 - likewise

    # The record shows no marks: nothing has to be kept for them.
    marks = marker(token_bytes(32))
    dossier = collect([SiteScan(result)], load(), marks, Reader(result.started.date()))
    return build(prepare(dossier, Order(ReportKind.RECORD, (words.language,)), marks))


def _write_json(result: ScanResult, name: str, words: Words) -> None:
    write_whole(write_text(result, words), name)


def _write_html(report: Report, name: str) -> None:
    from app.report.html import render  # noqa: PLC0415 - the template engine is loaded only when a page is written

    write_whole(render(report), name)


def _write_pdf(report: Report, name: str, paper: str) -> None:
    from app.paper.pdf import write_pdf  # noqa: PLC0415 - Qt is loaded only when a page is drawn
    from app.paper.size import PaperSize  # noqa: PLC0415 - likewise

    write_pdf(report, Path(name), PaperSize(paper))
