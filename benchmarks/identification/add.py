"""Puts new rows into the set: the split by hash, the file by split and by what the thing is.

Usage: python -m benchmarks.identification.add FILE, a file of JSON Lines, rows as in answers/ but without "split". A row whose id or
whose text is there already is left out; the others of the file go in. Rows of one "device" are of one split.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.identification.answers import ANSWERS, read_answers, split_of


def main(arguments: Sequence[str] | None = None) -> int:
    """Append the rows of a file and say how many."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.identification.add")
    parser.add_argument("file", type=Path)
    chosen = parser.parse_args(arguments)
    rows = [json.loads(line) for line in chosen.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in add(rows, ANSWERS):
        print(line)
    return 0


def add(rows: Iterable[Mapping[str, Any]], folder: Path) -> list[str]:
    """Append rows; one line is returned for each row left out, and one with the counts."""
    there = read_answers(folder)
    ids = {answer.id for answer in there}
    texts = {(answer.protocol, answer.input) for answer in there}
    splits = {answer.device: answer.split for answer in there if answer.device}
    said: list[str] = []
    counts = {"seen": 0, "held-out": 0}
    for given in rows:
        text = (given["protocol"], given["input"])
        if given["id"] in ids or text in texts:
            said.append(f"left out, is there already: {given['id']}")
            continue
        device = given.get("device", "")
        split = splits.get(device) or split_of(device or given["id"])
        row = {key: given[key] for key in ("id", "protocol", "input", "expect", "source")} | {"split": split}
        row |= {key: given[key] for key in ("thing", "hard", "device") if given.get(key)}
        with (folder / f"{split}-{_file_of(row)}.jsonl").open("a", encoding="utf-8") as out:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
        ids.add(given["id"])
        texts.add(text)
        if device:
            splits[device] = split
        counts[split] += 1
    return [*said, f"{counts['seen']} seen and {counts['held-out']} held out added"]


def _file_of(row: Mapping[str, Any]) -> str:
    if row["protocol"] == "mac":
        return "macs"
    truth = row["expect"]["is_camera"]
    return "programs" if truth is None else "cameras" if truth else "other"


if __name__ == "__main__":
    raise SystemExit(main())
