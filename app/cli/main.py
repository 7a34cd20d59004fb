"""Reads the command line (design §7) and hands over to one file per command."""

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Sequence

from app import __version__
from app.cli.label_help import LABEL_HELP
from app.cli.report_options import BOTH, REPORT_HELP, add_report_options
from app.model.problem import (
    AppError,
    FileNotWrittenError,
    NetworkNotAllowedError,
    NetworkTooLargeError,
    NoUsableNetworkError,
    UnknownInterfaceError,
)
from app.words import Language, Words, words_for

EXIT_DONE, EXIT_DONE_WITH_PROBLEMS, EXIT_WRONG_USAGE, EXIT_NO_NETWORK = range(4)
#: Of the commands that read JSON Lines.
_LINES_HELP = "a file, or - for standard input; the exit code is 1 when a line could not be understood"
_NO_NETWORK = (NoUsableNetworkError, NetworkNotAllowedError, NetworkTooLargeError, UnknownInterfaceError)


def run_command(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code: 0 done, 1 done with problems, 2 wrong usage, 3 no usable network."""
    parser = _parser()
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as ended:  # argparse has said what is wrong, or printed the help
        return EXIT_DONE if not ended.code else EXIT_WRONG_USAGE
    words = words_for(Language.ENGLISH if chosen.lang == BOTH else Language(chosen.lang))
    _write_in_utf8()
    _tell_of_facts(words)
    try:
        result: int = chosen.run(chosen, words)
        _flush()
        _tell_of_facts(words)
    except KeyboardInterrupt:
        return EXIT_DONE_WITH_PROBLEMS
    except OSError as error:  # the reader of our output has gone, or its disk is full
        _drop_output()
        _tell(FileNotWrittenError(str(error), file="-"), words)
        return EXIT_DONE_WITH_PROBLEMS
    except _NO_NETWORK as problem:
        _tell(problem, words)
        return EXIT_NO_NETWORK
    except AppError as problem:
        _tell(problem, words)
        return EXIT_DONE_WITH_PROBLEMS
    return result


def _tell_of_facts(words: Words) -> None:
    """A damaged pack of facts is told of and passed over: the command goes on with the facts of the program."""
    from app.knowledge.current import problems_met  # noqa: PLC0415 - an unknown command needs no facts

    for problem in problems_met():
        _tell(problem, words)


def _write_in_utf8() -> None:
    """The machine formats are UTF-8 whatever the system's language is; half a character is written as JSON's escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _flush() -> None:
    if sys.stdout is not None:
        sys.stdout.flush()


def _drop_output() -> None:
    """What is still waiting cannot be written: without this the interpreter would try again at its end, and complain."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(problem: AppError, words: Words) -> None:
    print(words.say(problem.sentence), words.say(problem.next_step), sep="\n", file=sys.stderr)
    if problem.detail and problem.detail != problem.template:
        print(f"({problem.detail})", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="camera-check",
        description="Finds the cameras on your own network and says who made each one. Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"camera-check {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=[language.value for language in Language], default=Language.ENGLISH.value)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    scanning = commands.add_parser("scan", parents=[common], help="look for cameras on this computer's networks")
    scanning.add_argument(
        "--network", action="append", default=[], metavar="CIDR", help="only this network of this computer"
    )
    scanning.add_argument("--interface", action="append", default=[], metavar="NAME", help="only this network adapter")
    scanning.add_argument(
        "--practice", action="store_true", help="use pretend cameras on this computer; nothing else is sent"
    )
    scanning.add_argument("--thorough", action="store_true", help="listen for 10 seconds instead of 4")
    scanning.add_argument("--shared-address-space", action="store_true", help="also allow 100.64.0.0/10")
    scanning.add_argument("--paper", choices=["letter", "a4"], default="letter", help="paper size of --pdf")
    for form, what in (
        ("json", "all facts"),
        ("csv", "a table"),
        ("html", "a page for a browser"),
        ("pdf", "a page to print"),
    ):
        stream = " or - for standard output" if form == "json" else ""
        scanning.add_argument(f"--{form}", metavar="FILE", help=f"write {what} to FILE{stream}")
    scanning.set_defaults(run=_scan)

    naming = commands.add_parser(
        "identify", parents=[common], help="say what answers mean: JSON Lines in, JSON Lines out"
    )
    naming.add_argument("file", nargs="?", default="-", metavar="FILE", help=_LINES_HELP)
    naming.set_defaults(run=_identify)

    dating = commands.add_parser(
        "firmware", parents=[common], help="say which version a firmware text names and when it was built: JSON Lines"
    )
    dating.add_argument("file", nargs="?", default="-", metavar="FILE", help=_LINES_HELP)
    dating.set_defaults(run=_firmware)

    noting = commands.add_parser(
        "advisories", parents=[common], help="say what is published about makers, models and firmware: JSON Lines"
    )
    noting.add_argument("file", nargs="?", default="-", metavar="FILE", help=_LINES_HELP)
    noting.set_defaults(run=_advisories)

    sticker = commands.add_parser(
        "label",
        parents=[common],
        help="say what a sticker says, typed or photographed",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=LABEL_HELP,
    )
    source = sticker.add_mutually_exclusive_group(required=True)
    source.add_argument("text", nargs="*", default=[], metavar="TEXT", help="what it says, or - for standard input")
    source.add_argument("--photo", metavar="FILE", help="a picture of it")
    sticker.set_defaults(run=_label)

    reporting = commands.add_parser(
        "report",
        help="write a report: record, insurer sheet, work order, audit, guide and others",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=REPORT_HELP,
    )
    add_report_options(reporting)
    reporting.set_defaults(run=_report)

    facts = commands.add_parser("knowledge", parents=[common], help="prove or count the rules and facts")
    facts.add_argument("action", choices=["check", "stats"])
    facts.set_defaults(run=_knowledge)
    return parser


# Each command loads only what it needs: a scan starts a quarter of a second earlier.


def _scan(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.scan import scan  # noqa: PLC0415 - see above

    return scan(arguments, words)


def _identify(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.identify import identify  # noqa: PLC0415 - see above

    return identify(arguments, words)


def _firmware(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.firmware import firmware  # noqa: PLC0415 - see above

    return firmware(arguments, words)


def _advisories(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.advisories import advisories  # noqa: PLC0415 - see above

    return advisories(arguments, words)


def _label(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.label import label  # noqa: PLC0415 - see above

    return label(arguments, words)


def _report(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.report import report  # noqa: PLC0415 - see above

    return report(arguments, words)


def _knowledge(arguments: argparse.Namespace, words: Words) -> int:
    from app.cli.knowledge import knowledge  # noqa: PLC0415 - see above

    return knowledge(arguments, words)
