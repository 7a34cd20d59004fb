"""camera-check advisories: what is published about this maker, model, firmware? JSON Lines in, JSON Lines out (design §7)."""

import argparse
import datetime as dt
from collections.abc import Mapping
from typing import Any

from app.cli.json_lines import answer_lines
from app.knowledge.load import load
from app.stages.advisories import AdvisoryBook, DeviceFacts
from app.words import Words

_STATED = ("maker", "brand", "model", "firmware")


def advisories(arguments: argparse.Namespace, words: Words) -> int:
    """Answer each line {"id", "maker", "brand", "model", "firmware"} with every note on that maker. Returns the exit code."""
    knowledge = load()
    book = AdvisoryBook.of(knowledge, dt.datetime.now().astimezone().date())

    def answer(asked: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
        return _answer(asked, book, words)

    return answer_lines(arguments.file, answer)


def _answer(asked: Mapping[str, Any], book: AdvisoryBook, words: Words) -> tuple[dict[str, Any], str]:
    stated = {name: asked.get(name) for name in _STATED}
    odd = [name for name, value in stated.items() if value is not None and not isinstance(value, str)]
    maker, brand, model, firmware = (value if isinstance(value, str) else "" for value in stated.values())
    found = [
        {
            "id": finding.id,
            "type": finding.type.value,
            "state": finding.state.value,
            "because": words.say(finding.because),
            "source": finding.source,
            "date": finding.date,
        }
        for finding in book.findings(DeviceFacts(maker, brand, model, firmware))
    ]
    return {"id": asked.get("id"), "findings": found}, f"not text: {', '.join(odd)}" if odd else ""
