"""Drafts of published notes for a person to review: `draft_notes.py [--kev FILE] [--cve FOLDER] DRAFTS`.

--kev   CISA's Known Exploited Vulnerabilities list as JSON: says which notes lack its date, and which entries we have no note of
--cve   a folder of CVE records (JSON 5.x), looked through with all that is below it
DRAFTS  the file to write, in the form of docs/advisories.md; nothing in resources/ is changed

A draft is not a note: its sentences are empty, and knowledge check refuses it until a person has read the record and filled them in.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.knowledge.load import Knowledge  # noqa: E402 - the checkout is found first
from app.knowledge.makers import Relation  # noqa: E402 - likewise
from app.knowledge.tables import read_table  # noqa: E402 - likewise

_WITHIN = {Relation.OWN, Relation.BRAND_OF, Relation.SUBSIDIARY_OF}


@dataclass(frozen=True)
class Limit:
    """One limit of a record: products with the words of the record, as key and value of a block."""

    product: str
    says: str
    keys: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """What a record tells without a person's judgement."""

    id: str
    maker: str
    published: str
    changed: str
    description: str
    limits: tuple[Limit, ...]
    kev_date: str = ""


def known_notes(folder: Path) -> dict[str, str]:
    """The ids of our notes, each with its KEV date ("" without one)."""
    notes: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        for row in read_table(path).get("note", []):
            notes[row["id"]] = row.get("kev_date", "")
    return notes


def maker_of(names: Iterable[str], knowledge: Knowledge) -> str:
    """The maker that one of the names means, "" when none is of our list."""
    for name in names:
        brand = knowledge.brand_named(name)
        if brand is not None and brand.relation in _WITHIN and len(brand.makers) == 1:
            return brand.makers[0]
    return ""


def read_record(record: Mapping[str, Any], knowledge: Knowledge) -> Draft | None:
    """The draft of one CVE record; None when it is rejected or of no maker of our list."""
    about = record.get("cveMetadata", {})
    if about.get("state") != "PUBLISHED":
        return None
    containers = record.get("containers", {})
    given = containers.get("cna", {})
    affected = [row for row in given.get("affected", []) if isinstance(row, dict)]
    maker = maker_of((str(row.get("vendor", "")) for row in affected), knowledge)
    if not maker:
        return None
    description = next(
        (text["value"] for text in given.get("descriptions", []) if text.get("lang", "").startswith("en")), ""
    )
    return Draft(
        id=str(about.get("cveId", "")),
        maker=maker,
        published=str(about.get("datePublished", ""))[:10],
        changed=str(about.get("dateUpdated", ""))[:10],
        description=" ".join(description.split()),
        limits=tuple(limit for row in affected for limit in _limits(row)),
        kev_date=_kev_date(containers.get("adp", [])),
    )


def _limits(row: Mapping[str, Any]) -> Iterator[Limit]:
    product = str(row.get("product", "n/a"))
    for version in row.get("versions", []):
        if version.get("status") != "affected":
            continue
        start = str(version.get("version", ""))
        since = {} if start in {"", "0", "*", "n/a", "unspecified"} else {"since": start}
        if before := version.get("lessThan"):
            yield Limit(product, f"{start} to before {before}", {"decides": "version", **since, "before": str(before)})
        elif until := version.get("lessThanOrEqual"):
            yield Limit(product, f"{start} through {until}", {"decides": "version", **since, "until": str(until)})
        elif since:
            yield Limit(product, start, {"decides": "listed", "listed": start})
        else:
            yield Limit(product, start or "not stated", {"decides": "no-limit"})


def _kev_date(containers: Iterable[Mapping[str, Any]]) -> str:
    for container in containers:
        for metric in container.get("metrics", []):
            other = metric.get("other", {})
            if other.get("type") == "kev":
                return str(other.get("content", {}).get("dateAdded", ""))
    return ""


def toml_of(draft: Draft) -> str:
    """The draft as TOML, its description as a comment."""
    page = f"https://www.cve.org/CVERecord?id={draft.id}"
    source = f'title = "CVE record", url = "{page}", date = {json.dumps(draft.changed)}'
    lines = [
        *(f"# {draft.description[at : at + 140]}" for at in range(0, len(draft.description), 140)),
        "[[note]]",
        f"id = {json.dumps(draft.id)}",
        'type = "advisory"',
        f"maker = {json.dumps(draft.maker)}",
        f"published = {json.dumps(draft.published)}",
        *([f"kev_date = {json.dumps(draft.kev_date)}"] if draft.kev_date else []),
        'means = { en = "", fr = "" }',
        'step = { en = "", fr = "" }',
        f"source = {{ {source} }}",
        "models_complete = false",
    ]
    for limit in draft.limits:
        lines += ["", "[[note.affects]]", f"models = [{json.dumps(limit.product, ensure_ascii=False)}]"]
        lines.append(f"says = {json.dumps(limit.says, ensure_ascii=False)}")
        for key, value in limit.keys.items():
            text = json.dumps(value, ensure_ascii=False)
            lines.append(f"{key} = [{text}]" if key == "listed" else f"{key} = {text}")
    return "\n".join(lines) + "\n"


def kev_remarks(catalogue: Mapping[str, Any], notes: Mapping[str, str], knowledge: Knowledge) -> Iterator[str]:
    """What the list says of makers of ours that our notes do not say."""
    for entry in catalogue.get("vulnerabilities", []):
        name, added = str(entry.get("cveID", "")), str(entry.get("dateAdded", ""))
        if name in notes:
            if notes[name] != added:
                yield f"{name}: its note has the KEV date {notes[name] or 'missing'}, the list has {added}"
        elif maker := maker_of([str(entry.get("vendorProject", ""))], knowledge):
            yield f"{name}: no note; {maker}, {entry.get('product', '')}, added {added}: is it a camera, recorder or doorbell?"


def drafts_in(folder: Path, notes: Mapping[str, str], knowledge: Knowledge) -> Iterator[Draft]:
    """The drafts of all records below a folder of which we have no note; what is no record is named on standard error."""
    for path in sorted(folder.rglob("*.json")):
        try:
            draft = read_record(json.loads(path.read_bytes()), knowledge)
        except (OSError, ValueError, AttributeError, TypeError, KeyError, RecursionError) as error:
            print(f"{path}: not a CVE record ({error})", file=sys.stderr)
            continue
        if draft is not None and draft.id not in notes:
            yield draft


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kev", type=Path)
    parser.add_argument("--cve", type=Path)
    parser.add_argument("drafts", type=Path)
    options = parser.parse_args()
    knowledge = Knowledge(ROOT / "resources")
    notes = known_notes(ROOT / "resources" / "advisories")
    if options.kev:
        for remark in kev_remarks(json.loads(options.kev.read_text("utf-8")), notes, knowledge):
            print(remark)
    found = list(drafts_in(options.cve, notes, knowledge)) if options.cve else []
    options.drafts.write_text("\n".join(map(toml_of, found)), "utf-8")
    print(f"{len(found)} drafts in {options.drafts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
