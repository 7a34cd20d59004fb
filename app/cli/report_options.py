"""The options of camera-check report."""

import argparse

from app.model.policy import Audience
from app.words import Language

#: The words of app.report.dossier, so that --help does not load the reports; a test holds them together.
KINDS = ("record", "insurer", "installer", "tenant", "audit", "device", "guide", "needs", "key")
PARTS = (
    "photos",
    "rooms",
    "room-names",
    "room-plan",
    "qr",
    "signature",
    "statements",
    "others",
    "questions",
    "evidence",
)

#: English and French in one report; problems are then told in English.
BOTH = "both"

REPORT_HELP = """\
kinds: record (all devices with decisions), insurer, installer (work order), tenant (page for tenant and landlord),
audit (for a board or a municipality), device, guide, needs (sheet for a shop), key (which mark is which device; stays at home)

Without --scan and --from the newest kept scan of the first place is used. --from takes scan files (scan --json) and files for a
second opinion (--bundle), several of them for one report; devices that several scans found are counted once.
installer, tenant, audit and everything with --bundle are redacted unless --no-redact is given; other kinds only with --redact.
Redacted reports number the rooms; --include room-names writes what you call them.
Exit codes: 0 done, 1 something could not be read or written, 2 wrong usage."""


def add_report_options(parser: argparse.ArgumentParser) -> None:
    """Everything after `camera-check report`."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--scan", type=int, metavar="ID", help="a kept scan by its number")
    source.add_argument(
        "--from",
        dest="sources",
        action="append",
        default=[],
        metavar="FILE",
        help="a scan file or a bundle; may be repeated",
    )
    source.add_argument("--all-places", action="store_true", help="the newest kept scan of every place")
    parser.add_argument("--kind", required=True, choices=KINDS)
    parser.add_argument("--device", default="", metavar="ID", help="a device by its id or its mark")
    parser.add_argument("--guide", default="", metavar="NAME", help="for --kind guide: which one")
    for form, what in (
        ("pdf", "pages to print"),
        ("html", "a page for a browser"),
        ("csv", "a table (docs/report-columns.md)"),
        ("json", "all facts (docs/report-schema.json)"),
        ("bundle", "scans and report in one file, for a second opinion"),
    ):
        stream = "" if form == "pdf" else " or - for standard output"
        parser.add_argument(f"--{form}", metavar="FILE", help=f"write {what} to FILE{stream}")
    parser.add_argument(
        "--redact",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="put marks in the place of numbers and names",
    )
    parser.add_argument("--include", action="append", default=[], choices=PARTS, help="put a part in; may be repeated")
    parser.add_argument(
        "--without", action="append", default=[], choices=PARTS, help="leave a part out; may be repeated"
    )
    parser.add_argument(
        "--lang", choices=[*(language.value for language in Language), BOTH], default=Language.ENGLISH.value
    )
    parser.add_argument("--paper", choices=["letter", "a4"], default="letter", help="paper size of --pdf")
    parser.add_argument("--place", default="", metavar="NAME", help="the name of the place on the report")
    parser.add_argument("--by", default="", metavar="NAME", help="who made the scan")
    parser.add_argument(
        "--audience",
        choices=[one.value for one in Audience],
        help="who the reader is: to whom published texts are addressed",
    )
    parser.add_argument(
        "--province", default="", metavar="QC", help="two letters; some steps of guides differ by province"
    )
    parser.add_argument("--no-bom", action="store_true", help="leave out the mark of UTF-8 in --csv")
