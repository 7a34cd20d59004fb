"""A report as a table for spreadsheets (docs/report-columns.md): stable columns, machine words, nothing that runs."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.model.finding import FindingState, FindingType
from app.report.build import Work
from app.report.csv import BOM, COLUMNS, defused
from app.report.dossier import DeviceFile, ReportKind
from app.report.kinds.lines import answer_of_words, requirement_text
from app.report.machine import device_data, files_of
from app.stages.needs import needs
from app.words import words_for

#: What a report adds to the columns of a scan.
MORE_COLUMNS = (
    "mark",
    "place",
    "room",
    "by_hand",
    "firmware_read_by_hand",
    "firmware_read_on",
    "notes",
    "policy_cannot_tell",
    "support_apply",
    "support_cannot_tell",
    "decision",
    "decided",
    "decision_reason",
    "decided_by",
    "review",
    "look_again",
    "also_in",
)
#: Left empty, for who checks on site; in the audit only.
AUDIT_COLUMNS = (
    "asset_number",
    "own_password",
    "time_right",
    "records_sound",
    "sign_on_site",
    "days_kept",
    "network",
    "cost",
    "target_date",
    "done_on",
)
GUIDE_COLUMNS = ("number", "step", "title", "done", "do", "why")
NEEDS_COLUMNS = ("question", "text", "answer", "requirement")

_VALUES = ("brand", "maker", "platform", "model", "firmware", "hardware", "serial")


def report_csv(work: Work, *, bom: bool = True) -> str:
    """One line a device, a step or a question below a line of column names. Encode it as UTF-8; bom tells Excel so."""
    match work.order.kind:
        case ReportKind.GUIDE:
            return _table(GUIDE_COLUMNS, _steps(work), bom=bom)
        case ReportKind.NEEDS:
            return _table(NEEDS_COLUMNS, _needs(work), bom=bom)
        case kind:
            columns = (*COLUMNS, *MORE_COLUMNS, *(AUDIT_COLUMNS if kind is ReportKind.AUDIT else ()))
            return _table(columns, (_cells(one, work) for one in files_of(work)), bom=bom)


def _table(columns: Sequence[str], rows: Iterable[Mapping[str, str]], *, bom: bool) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({column: defused(cell) for column, cell in row.items()})
    return (BOM if bom else "") + text.getvalue()


def _cells(one: DeviceFile, work: Work) -> dict[str, str]:
    data = device_data(one, work, words_for(work.order.languages[0]))
    told, decision = data.get("firmware_read_by_hand") or {}, data.get("decision") or {}
    cells = {
        "id": data["id"],
        "name": data["name"],
        "kind": data["kind"],
        "kind_certainty": data["kind_certainty"],
        "is_camera": "" if data["is_camera"] is None else _flag(data["is_camera"]),
        "other_thing": data["other_thing"],
        "firmware_built": data.get("firmware_built") or "",
        "mac": data.get("mac") or "",
        "addresses": " ".join(data.get("addresses", ())),
        "scan_started": data["scan_started"],
        "knowledge_date": work.dossier.scans[one.place].result.knowledge_date,
        "mark": data["mark"] or "",
        "place": data["place"],
        "room": data["room"],
        "by_hand": _flag(data["by_hand"]),
        "firmware_read_by_hand": told.get("text", ""),
        "firmware_read_on": told.get("on", ""),
        "notes": data.get("notes", ""),
        "decision": decision.get("choice", ""),
        "decided": decision.get("decided") or "",
        "decision_reason": decision.get("reason", ""),
        "decided_by": decision.get("who", ""),
        "review": decision.get("review") or "",
        "look_again": _flag(bool(data["look_again"])) if decision else "",
        "also_in": "; ".join(data["also_in"]),
    }
    for name in _VALUES:
        value = data.get(name)
        if value is not None:
            cells |= {name: value["value"] or "", f"{name}_certainty": value["certainty"]}
    findings = data.get("findings", [])
    cells |= {
        "advisories_apply": _ids(findings, FindingType.ADVISORY, FindingState.APPLIES),
        "advisories_cannot_tell": _ids(findings, FindingType.ADVISORY, FindingState.CANNOT_TELL),
        "policy_apply": _ids(findings, FindingType.POLICY, FindingState.APPLIES),
        "policy_cannot_tell": _ids(findings, FindingType.POLICY, FindingState.CANNOT_TELL),
        "support_apply": _ids(findings, FindingType.SUPPORT, FindingState.APPLIES),
        "support_cannot_tell": _ids(findings, FindingType.SUPPORT, FindingState.CANNOT_TELL),
    }
    return cells


def _flag(flag: bool) -> str:
    return str(flag).lower()


def _ids(findings: Iterable[Mapping[str, Any]], kind: FindingType, state: FindingState) -> str:
    return " ".join(one["id"] for one in findings if one["type"] == kind.value and one["state"] == state.value)


def _steps(work: Work) -> Iterable[dict[str, str]]:
    guide = work.dossier.published.guides[work.order.guide]
    language = work.order.languages[0].value
    runs = work.one.guides if work.one else ()
    done = next((run.done for run in runs if run.guide == guide.id), frozenset[str]())
    for number, step in enumerate(guide.steps, 1):
        yield {
            "number": str(number),
            "step": step.id,
            "title": step.title.of(language),
            "done": _flag(step.id in done),
            "do": " ".join(line.of(language) for line in step.do),
            "why": step.why.of(language),
        }


def _needs(work: Work) -> Iterable[dict[str, str]]:
    if work.one is None:
        return
    words = words_for(work.order.languages[0])
    for need in needs(work.one.device.identity, work.one.answers):
        yield {
            "question": need.question.id,
            "text": words.text(need.question.text),
            "answer": answer_of_words(need, words) if need.answer else "",
            "requirement": requirement_text(need, words),
        }
