"""camera-check knowledge: prove the rules, or count them."""

import argparse
import datetime as dt
import sys

from app.knowledge.check import counts, problems
from app.knowledge.load import Knowledge, load
from app.model.firmware import FirmwareText
from app.model.problem import KnowledgeError
from app.stages.advisories.proof import limit_problems
from app.words import Words


def knowledge(arguments: argparse.Namespace, words: Words) -> int:
    """Check proves all that is shipped, stats counts it (arguments.action). Returns the exit code."""
    try:
        shipped = load()
        if arguments.action == "stats":
            for name, value in counts(shipped).items():
                print(name, value)
            return 0
        wrong = [*problems(shipped), *_limit_problems(shipped)]
    except KnowledgeError as error:
        print(words.say(error.sentence), error.detail, sep="\n", file=sys.stderr)
        return 1
    for problem in wrong:
        print(problem, file=sys.stderr)
    if wrong:
        print(words.plural("{count} fact does not hold.", "{count} facts do not hold.", len(wrong)), file=sys.stderr)
        return 1
    rules = sum(len(file.rules) for file in shipped.rule_book.files)
    print(words.plural("{count} rule is proven.", "All {count} rules are proven.", rules))
    return 0


def _limit_problems(shipped: Knowledge) -> list[str]:
    today = dt.datetime.now().astimezone().date()

    def read(text: str, maker: str) -> FirmwareText:
        return shipped.firmware.read(text, maker, today)

    return limit_problems(shipped.advisories.notes, shipped.directory, read)
