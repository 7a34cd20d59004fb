"""camera-check firmware: which version, and built when? JSON Lines in, JSON Lines out (design §7)."""

import argparse
from collections.abc import Mapping
from typing import Any

from app.cli.json_lines import answer_lines
from app.knowledge.load import load
from app.stages.firmware import read_firmware
from app.words import Words


def firmware(arguments: argparse.Namespace, _words: Words) -> int:
    """Answer each line {"id", "maker", "text"}; what is not known is null. Returns the exit code."""
    return answer_lines(arguments.file, _answer)


def _answer(asked: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    answered = {"id": asked.get("id"), "version": None, "build_date": None}
    text, maker = asked.get("text"), asked.get("maker")
    if text is None and "text" in asked:
        return answered, ""
    if not isinstance(text, str):
        return answered, "text is needed, as text"
    said = read_firmware(text, maker if isinstance(maker, str) else None, load())
    return answered | {"version": said.version, "build_date": said.built.isoformat() if said.built else None}, ""
