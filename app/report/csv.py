"""Devices of a scan as a table for spreadsheets: stable columns, machine words (design §7)."""

import csv
import io
from collections.abc import Mapping

from app.model.device import Device
from app.model.events import ScanResult
from app.model.finding import FindingState, FindingType
from app.model.identity import Value
from app.report.untrusted_display import shown

#: Longest cell, in characters: spreadsheets stop at 32,767.
CELL_LIMIT = 32_000
#: What makes a spreadsheet take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: The mark that a text is UTF-8.
BOM = "\ufeff"

COLUMNS = (
    "id",
    "name",
    "kind",
    "kind_certainty",
    "is_camera",
    "other_thing",
    "brand",
    "brand_certainty",
    "maker",
    "maker_certainty",
    "platform",
    "platform_certainty",
    "model",
    "model_certainty",
    "firmware",
    "firmware_certainty",
    "firmware_built",
    "hardware",
    "hardware_certainty",
    "serial",
    "serial_certainty",
    "mac",
    "addresses",
    "advisories_apply",
    "advisories_cannot_tell",
    "policy_apply",
    "scan_started",
    "knowledge_date",
)


def devices_csv(result: ScanResult, *, names: Mapping[str, str], bom: bool = True) -> str:
    """One line a device below a line of column names; encode it as UTF-8. bom lets Excel see that it is UTF-8."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for device in result.devices:
        cells = _cells(device, names.get(device.id, ""))
        cells |= {"scan_started": result.started.isoformat(), "knowledge_date": result.knowledge_date}
        writer.writerow({column: defused(cell) for column, cell in cells.items()})
    return (BOM if bom else "") + text.getvalue()


def _cells(device: Device, name: str) -> dict[str, str]:
    identity = device.identity
    values: dict[str, Value] = {
        "brand": identity.brand,
        "maker": identity.maker,
        "platform": identity.platform,
        "model": identity.model,
        "firmware": identity.firmware,
        "hardware": identity.hardware,
        "serial": identity.serial,
    }
    cells = {
        "id": device.id,
        "name": name,
        "kind": identity.kind.value,
        "kind_certainty": identity.kind_certainty.word,
        "is_camera": "" if identity.is_camera is None else str(identity.is_camera).lower(),
        "other_thing": identity.other_thing.value,
        "firmware_built": identity.firmware_built.isoformat() if identity.firmware_built else "",
        "mac": device.mac or "",
        "addresses": " ".join(device.addresses),
        "advisories_apply": _finding_ids(device, FindingType.ADVISORY, FindingState.APPLIES),
        "advisories_cannot_tell": _finding_ids(device, FindingType.ADVISORY, FindingState.CANNOT_TELL),
        "policy_apply": _finding_ids(device, FindingType.POLICY, FindingState.APPLIES),
    }
    for column, value in values.items():
        cells |= {column: value.value or "", f"{column}_certainty": value.certainty.word}
    return cells


def _finding_ids(device: Device, kind: FindingType, state: FindingState) -> str:
    return " ".join(finding.id for finding in device.findings if finding.type is kind and finding.state is state)


def defused(untrusted_cell: str) -> str:
    """The cell as text that no spreadsheet runs, on one line, with nothing hidden in it."""
    raw = untrusted_cell[:CELL_LIMIT].encode("utf-8", "replace").decode("utf-8")
    cell = shown(raw)
    dangerous = cell.startswith(_FORMULA) or (cell and raw.startswith(_FORMULA))
    return f"'{cell}" if dangerous else cell
