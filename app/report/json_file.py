"""A report as JSON (docs/report-schema.json): the facts in machine words, then the pages block by block."""

import json
from base64 import b64encode
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from app.report.build import Work
from app.report.machine import device_data, files_of
from app.report.model import Report
from app.report.untrusted_display import shown
from app.stages.needs import needs
from app.words import Words, words_for

#: The version of the format.
SCHEMA = 1


def report_json(work: Work, report: Report) -> str:
    """The file's text. Sentences of the facts are in the first language of the order."""
    return json.dumps(report_data(work, report), ensure_ascii=False, separators=(",", ":")) + "\n"


def report_data(work: Work, report: Report) -> dict[str, Any]:
    """The report as JSON data."""
    dossier, order = work.dossier, work.order
    words = words_for(order.languages[0])
    pages = [report] if report.also is None else [report, report.also]
    return {
        "schema": SCHEMA,
        "kind": order.kind.value,
        "languages": [language.value for language in order.languages],
        "redacted": dossier.masked,
        "made_on": dossier.today.isoformat(),
        "made_by": dossier.made_by,
        "place": dossier.site,
        "app_version": dossier.first.app_version,
        "knowledge_date": dossier.first.knowledge_date,
        "scans": [_scan(place, work, words) for place in range(len(dossier.scans))],
        "devices": [device_data(one, work, words) for one in files_of(work)],
        "marks": [{"mark": one.mark, "text": one.text} for one in work.meanings],
        "guide": _guide(work, words),
        "needs": _needs(work),
        "pages": [_page(one) for one in pages],
    }


def _scan(place: int, work: Work, words: Words) -> dict[str, Any]:
    scan = work.dossier.scans[place]
    result, coverage = scan.result, scan.result.coverage
    return {
        "place": scan.name,
        "started": result.started.isoformat(),
        "finished": result.finished.isoformat(),
        "app_version": result.app_version,
        "knowledge_date": result.knowledge_date,
        "practice": result.practice,
        "stopped_early": result.stopped_early,
        "networks": list(coverage.networks),
        "not_reached": list(coverage.not_reached),
        "addresses_asked": coverage.addresses_asked,
        "addresses_answered": coverage.addresses_answered,
        "cannot_see": [words.say(sentence) for sentence in coverage.cannot_see],
        "problems": [words.say(problem.sentence) for problem in result.problems],
    }


def _guide(work: Work, words: Words) -> dict[str, Any] | None:
    guide = work.dossier.published.guides.get(work.order.guide)
    if guide is None:
        return None
    runs = work.one.guides if work.one else ()
    progress = next((run for run in runs if run.guide == guide.id), None)
    done = progress.done if progress else frozenset[str]()
    return {
        "id": guide.id,
        "checked": guide.checked.isoformat(),
        "steps": [
            {"id": step.id, "title": step.title.of(words.language.value), "done": step.id in done}
            for step in guide.steps
        ],
    }


def _needs(work: Work) -> list[dict[str, Any]] | None:
    if work.one is None or work.order.kind.value != "needs":
        return None
    return [
        {"question": need.question.id, "answer": shown(need.answer)}
        for need in needs(work.one.device.identity, work.one.answers)
    ]


def _page(report: Report) -> dict[str, Any]:
    return {
        "language": report.language,
        "title": report.title,
        "place": report.site,
        "footer": report.footer,
        "creator": report.creator,
        "blocks": [_plain(block) for block in report.blocks],
    }


def _plain(item: object) -> Any:
    """Dataclasses as objects that name their type; photos as base64; a QR code as its rows of 0 and 1."""
    if isinstance(item, bytes):
        return b64encode(item).decode("ascii")
    if is_dataclass(item) and not isinstance(item, type):
        kind = {"type": type(item).__name__}
        return kind | {one.name: _plain(getattr(item, one.name)) for one in fields(item)}
    if isinstance(item, tuple | list):
        if item and all(isinstance(one, bool) for one in item):
            return "".join("1" if one else "0" for one in item)
        return [_plain(one) for one in item]
    return item.value if isinstance(item, Enum) else item
