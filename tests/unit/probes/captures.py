"""Captured answers (tests/captures/SOURCES.md) and the field names that docs/sightings.md allows."""

import re
from collections.abc import Mapping
from pathlib import Path

from app.untrusted.text import FIELD_LIMIT, LINES_LIMIT

_REPOSITORY = Path(__file__).parents[3]


def capture(name: str) -> bytes:
    return (_REPOSITORY / "tests" / "captures" / name).read_bytes()


def allowed_fields(protocol: str) -> frozenset[str]:
    """The names in the protocol's row of docs/sightings.md."""
    for line in (_REPOSITORY / "docs" / "sightings.md").read_text("utf-8").splitlines():
        if line.startswith(f"| `{protocol}` |"):
            return frozenset(re.findall(r"`([a-z0-9_]+)`", line.split("|", 2)[2]))
    raise LookupError(protocol)


def assert_tame(protocol: str, fields: Mapping[str, str]) -> None:
    """Only allowed names, bounded values, nothing that could act on a terminal or a page's lines."""
    allowed = allowed_fields(protocol)
    for name, value in fields.items():
        assert name in allowed or name.startswith("txt."), name
        lines = value.split("\n")
        assert value
        assert len(lines) <= LINES_LIMIT
        assert all(len(line) <= FIELD_LIMIT for line in lines)
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]", value)
