"""Keeps the French catalogue: `translations.py update | apply FILE... | compile | --check`.

update   collect the English texts of app/ and keep the French of those that are still there
apply    fold in French from JSON files, {"English": "French"} or {"English singular": ["French one", "French many"]}
compile  write the .mo file that the program reads
--check  fail when French is missing, breaks a rule, or the .mo file is stale
"""

import argparse
import hashlib
import io
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "resources" / "locale" / "fr" / "LC_MESSAGES" / "camera-check.po"

_KEYWORDS = {"text": None, "plural": (1, 2), "N_": None}
#: Stands where the format wants a date, so that files change only when texts do.
_DATE = datetime(2026, 1, 1, tzinfo=UTC)
_PLURAL_FORMS = "nplurals=2; plural=(n > 1);"
_HEADER = f"""\
# French of Canada. Kept by build_scripts/translations.py.
msgid ""
msgstr ""
"Project-Id-Version: camera-check\\n"
"Language: fr\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {_PLURAL_FORMS}\\n"

"""

_NO_BREAK = "\u00a0"
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_TYPOGRAPHY = (
    (re.compile('["“”]'), "English quotation marks; French uses «\u00a0 \u00a0»"),
    (re.compile("'"), "a straight apostrophe instead of ’"),
    (re.compile(r"\.\.\."), "three dots instead of …"),
    (re.compile(f"«(?!{_NO_BREAK})|(?<!{_NO_BREAK})»"), "no U+00A0 inside « »"),
    (re.compile(rf"(?<!{_NO_BREAK}):(?=\s|$)"), "no U+00A0 before a colon"),
    (re.compile(f"(?<!{_NO_BREAK})%"), "no U+00A0 before %"),
    (re.compile(r"\s[;!?…]"), "a space before ; ! ? or …"),
    (re.compile(r"\d (?:\d{3}\b|[$h](?!\w))"), "a plain space inside a number or before its unit"),
    (re.compile(r"\b[Nn]°"), "a degree sign instead of º"),
    (re.compile(r" {2}"), "two spaces"),
)


def typography_faults(french: str) -> list[str]:
    """What is wrong with the typography of a French text of Canada."""
    plain = _PLACEHOLDER.sub("x", french)
    return [fault for pattern, fault in _TYPOGRAPHY if pattern.search(plain)]


def collect(source: Path) -> Catalog:
    """The English texts marked in the Python files below source."""
    catalogue = _empty()
    found = extract_from_dir(source, [("**.py", "python")], keywords=_KEYWORDS, comment_tags=())
    for _file, _line, message, _comments, _context in found:
        catalogue.add(message)
    return catalogue


def read(path: Path) -> Catalog:
    """A .po file; empty when there is none."""
    if not path.is_file():
        return _empty()
    with path.open("rb") as file:
        return read_po(file, locale="fr", domain="camera-check")


def merged(english: Catalog, french: Catalog) -> Catalog:
    """The texts of the first with what the second says of them."""
    for message in _messages(english):
        known = french.get(_key(message))
        if known is not None and isinstance(known.id, tuple) == isinstance(message.id, tuple):
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
    return english


def fold_in(catalogue: Catalog, pairs: dict[str, str | list[str]]) -> list[str]:
    """Put French into the catalogue; gives what could not be put in. One French text for a plural text is its singular."""
    complaints = []
    for english, french in pairs.items():
        message = catalogue.get(english)
        if message is None:
            complaints.append(f"not a text of the program: {english!r}")
        elif not isinstance(message.id, tuple):
            if isinstance(french, list):
                complaints.append(f"has no plural in the program: {english!r}")
                continue
            message.string = french
        elif isinstance(french, list) and len(french) != len(message.id):
            complaints.append(f"needs {len(message.id)} French forms: {english!r}")
            continue
        else:
            message.string = (french, *_forms(message.string)[1:2]) if isinstance(french, str) else tuple(french)
        if message is not None:
            message.flags.discard("fuzzy")
    return complaints


def po_text(catalogue: Catalog) -> str:
    """The .po file: sorted, without line numbers and dates."""
    body = io.BytesIO()
    write_po(body, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return _HEADER + body.getvalue().decode("utf-8").lstrip("\n")


def mo_bytes(catalogue: Catalog) -> bytes:
    """The .mo file of what is translated."""
    compiled = _empty()
    for message in _messages(catalogue):
        if _has_french(message):
            compiled.add(message.id, message.string)
    body = io.BytesIO()
    write_mo(body, compiled)
    return body.getvalue()


def faults(source: Path, catalogue_path: Path) -> list[str]:
    """Everything that keeps the French from being complete, correct and up to date."""
    english, french = collect(source), read(catalogue_path)
    wanted = {_key(message) for message in _messages(english)}
    have = {_key(message) for message in _messages(french)}
    found = [f"not in the catalogue (run update): {key!r}" for key in sorted(wanted - have)]
    found += [f"no longer in the program (run update): {key!r}" for key in sorted(have - wanted)]
    for message in _messages(french):
        found += [f"{fault}: {_key(message)!r}" for fault in _message_faults(message)]
    if _compiled(catalogue_path) != _strings(french):
        found.append("the .mo file is stale (run compile)")
    return found


def _message_faults(message: Message) -> list[str]:
    english, french = _forms(message.id), _forms(message.string)
    if len(french) != len(english) or not all(french):
        return ["no French"]
    found = ["fuzzy"] if message.fuzzy else []
    for one, autre in zip(english, french, strict=True):
        try:
            if _gaps(one) != _gaps(autre):
                found.append("different {placeholders}")
        except ValueError as error:
            found.append(f"broken {{placeholders}} ({error})")
        found += typography_faults(autre)
    return list(dict.fromkeys(found))


def _forms(texts: object) -> tuple[str, ...]:
    """The one text, or singular and plural."""
    return tuple(map(str, texts)) if isinstance(texts, (tuple, list)) else (str(texts or ""),)


def _gaps(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name is not None}


def _compiled(catalogue_path: Path) -> dict[str, tuple[str, ...]] | None:
    path = catalogue_path.with_suffix(".mo")
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return _strings(read_mo(file))


def _strings(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    return {_key(message): _forms(message.string) for message in _messages(catalogue) if _has_french(message)}


def _has_french(message: Message) -> bool:
    return all(_forms(message.string))


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> str:
    """The English text, for plural texts the singular."""
    return _forms(message.id)[0]


def _empty() -> Catalog:
    return Catalog(
        locale="fr",
        domain="camera-check",
        project="camera-check",
        creation_date=_DATE,
        revision_date=_DATE,
        fuzzy=False,
    )


def _write(path: Path, content: bytes) -> None:
    """Replace the file in one step, only when it changes."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_bytes(content)
    beside.replace(path)


@contextmanager
def _alone() -> Iterator[None]:
    """Only one caller at a time for this checkout; others wait."""
    name = hashlib.sha256(str(ROOT).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"camera-check-translations-{name}.lock").open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - exists on Windows only

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _change(files: list[Path], *, and_compile: bool) -> int:
    catalogue = merged(collect(ROOT / "app"), read(CATALOGUE))
    for file in files:
        for complaint in fold_in(catalogue, json.loads(file.read_text("utf-8"))):
            print(f"{file.name}: {complaint}", file=sys.stderr)
    _write(CATALOGUE, po_text(catalogue).encode("utf-8"))
    if and_compile:
        _write(CATALOGUE.with_suffix(".mo"), mo_bytes(catalogue))
    missing = sum(not _has_french(message) for message in _messages(catalogue))
    print(f"{len(catalogue)} texts, {missing} without French")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", nargs="?", choices=["update", "apply", "compile"])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if options.check == bool(options.action) or bool(options.files) != (options.action == "apply"):
        parser.error("say update, apply FILE..., compile or --check")
    with _alone():
        if not options.check:
            return _change(options.files, and_compile=options.action == "compile")
        found = faults(ROOT / "app", CATALOGUE)
    for fault in found:
        print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
