"""How long the rules and makers take to read, beside Python's own reader of the same files in the same run.

Usage: python -m benchmarks.knowledge_load [--rounds 5]

Seconds are of the processor, the least of the rounds. "at a scan's first device" is what waits until then: words, texts of
authorities, ways to write firmware, MAC blocks. The budget for both together is one second.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable

from app.knowledge.load import Knowledge
from app.places import resources_folder

BUDGET_SECONDS = 1.0


def main() -> int:
    """Print the times and their ratio; 1 when they are over the budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    folder = resources_folder()
    files = [path for part in ("rules", "makers") for path in sorted((folder / part).glob("*.toml"))]
    read = min(_seconds(lambda: Knowledge(folder)) for _ in range(rounds))
    known = [Knowledge(folder) for _ in range(rounds)]
    first = min(_seconds(one.prepare) for one in known)
    peer = min(_seconds(lambda: [tomllib.loads(path.read_text("utf-8")) for path in files]) for _ in range(rounds))
    size = sum(path.stat().st_size for path in files) // 1024
    print(f"rules and makers, {size} kB       {read * 1000:5.0f} ms")
    print(f"at a scan's first device       {first * 1000:5.0f} ms")
    print(f"Python's reader, same files    {peer * 1000:5.0f} ms   ratio {read / peer:.2f}")
    return int(read + first > BUDGET_SECONDS)


def _seconds(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())
