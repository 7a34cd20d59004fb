"""Makes resources/oui/registry.txt.gz from the npm package oui-data (BSD-2-Clause), a copy of the public IEEE lists.

npm pack oui-data@2.1.9 && tar xzf oui-data-2.1.9.tgz
python build_scripts/refresh_oui.py package/index.json --date 2026-08-26 --version 2.1.9
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY))

from app.knowledge.makers import Maker, read_directory  # noqa: E402 - the path must be known first

_PREFIX = re.compile(r"[0-9A-F]{6}|[0-9A-F]{7}|[0-9A-F]{9}")
_LEGAL_END = re.compile(
    r"[\s,.;(]+(?:co|company|corp|corporation|inc|incorporated|ltd|limited|llc|llp|plc|gmbh|kg|ag|ab|a/s|as|oy|oyj|bv|b\.v|nv|n\.v|"
    r"sa|s\.a|sas|s\.a\.s|srl|s\.r\.l|s\.p\.a|spa|pty|pte|pvt|private|kk|k\.k|se|sdn|bhd|& co|gmbh & co|aps|sl|s\.l|d\.o\.o|a\.s|s\.r\.o)"
    r"[\s.,)]*$",
    re.IGNORECASE,
)
#: Names that say nothing about who made the device.
_NOBODY = {"private", "ieee registration authority"}
_NAME_LIMIT = 40


def shortened(name: str) -> str:
    """The name without legal forms and shouting; at most 40 characters."""
    text = re.sub(r"\s+", " ", name.replace("（", "(").replace("）", ")")).strip(" ,.;")
    previous = ""
    while text != previous:
        previous, text = text, _LEGAL_END.sub("", text).strip(" ,.;")
    text = text or name
    if text.isupper() and len(text) > 4:
        text = " ".join(word.capitalize() if len(word) > 3 or word in {"THE", "AND"} else word for word in text.split())
    return text if len(text) <= _NAME_LIMIT else text[: _NAME_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def lines(index: dict[str, str], makers: dict[str, Maker]) -> Iterator[str]:
    """The sorted lines of the table."""
    for prefix in sorted(index):
        registered = index[prefix].split("\n", 1)[0].strip()
        if not _PREFIX.fullmatch(prefix) or not registered or registered.lower() in _NOBODY:
            continue
        maker = makers.get(registered)
        camera = "c" if maker and maker.camera_only else ""
        yield f"{prefix.lower()}\t{shortened(registered)}\t{maker.id if maker else ''}\t{camera}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("index", type=Path, help="index.json of the package")
    parser.add_argument("--date", required=True, help="day of the copy, YYYY-MM-DD")
    parser.add_argument("--version", required=True, help="version of the package")
    arguments = parser.parse_args()
    directory = read_directory(REPOSITORY / "resources" / "makers")
    makers = {name: maker for maker in directory.makers.values() for name in maker.registry_names}
    index = json.loads(arguments.index.read_text(encoding="utf-8"))
    unused = sorted(set(makers) - {value.split("\n", 1)[0].strip() for value in index.values()})
    if unused:
        print("registry names without a block:", *unused, sep="\n  ")
    head = (
        f"# date: {arguments.date}\n"
        f"# origin: IEEE MA-L, MA-M and MA-S lists through npm oui-data {arguments.version}; names shortened\n"
        "# licence: IEEE asserts no copyright in the lists; the package is BSD-2-Clause, (c) silverwind\n\n"
    )
    table = "\n".join(lines(index, makers)) + "\n"
    target = REPOSITORY / "resources" / "oui" / "registry.txt.gz"
    target.write_bytes(gzip.compress((head + table).encode(), 9, mtime=0))
    print(target, table.count("\n"), "blocks,", target.stat().st_size, "bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
