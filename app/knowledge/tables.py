"""Reads the TOML tables in resources/: every value is checked for its type, and a fault names the file and the row."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.model.policy import Bilingual
from app.model.problem import KnowledgeError

_ID = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


def read_table(path: Path) -> Mapping[str, Any]:
    """The file as a mapping. Raises KnowledgeError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # tables within tables without end
        raise KnowledgeError(f"{path.name}: {error}") from error


class Row:
    """One row of a file. Every getter raises KnowledgeError that names the file and the row's id."""

    __slots__ = ("_file", "_values", "id")

    def __init__(self, file: str, values: Any, row_id: str | None = None) -> None:
        self._file = file
        self.id = "?"
        if not isinstance(values, dict):
            raise self.fault("is not a table")
        self._values: dict[str, Any] = values
        self.id = self.string("id") if row_id is None else row_id
        if not _ID.fullmatch(self.id):
            raise self.fault("its id has other characters than a-z, 0-9, - and _")

    def fault(self, what: str) -> KnowledgeError:
        """The error to raise about this row."""
        return KnowledgeError(f"{self._file}: {self.id}: {what}")

    def string(self, key: str, default: str | None = None) -> str:
        """A text that is there and not empty, else the default where one is given."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (not value and default is None):
            raise self.fault(f"{key} is missing or not a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty when it is missing."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(f"{key} is not a list of texts")
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Whether it is set; False when it is missing."""
        value = self._values.get(key, False)
        if not isinstance(value, bool):
            raise self.fault(f"{key} is not true or false")
        return value

    def day(self, key: str) -> str:
        """A day as YYYY-MM-DD."""
        value = self.string(key)
        try:
            dt.date.fromisoformat(value)
        except ValueError as error:
            raise self.fault(f"{key} is not a day") from error
        return value

    def bilingual(self, key: str) -> Bilingual:
        """One text in English and in French."""
        texts = self._values.get(key)
        if not isinstance(texts, dict) or set(texts) != {"en", "fr"}:
            raise self.fault(f"{key} is not one text in en and one in fr")
        if not all(isinstance(text, str) and text and text == text.strip() for text in texts.values()):
            raise self.fault(f"{key} has an empty text, or one with spaces around it")
        return Bilingual(texts["en"], texts["fr"])

    def any(self, key: str) -> Any:
        """Whatever stands there; None when it is missing."""
        return self._values.get(key)

    def only(self, allowed: frozenset[str]) -> None:
        """Refuse keys that nobody reads: they are usually a slip of the pen."""
        if unknown := sorted(set(self._values) - allowed):
            raise self.fault(f"unknown keys {unknown}")


def rows_of(path: Path, table: Mapping[str, Any], name: str) -> list[Row]:
    """The rows of one array of tables; empty when it is missing."""
    rows = table.get(name, [])
    if not isinstance(rows, list):
        raise KnowledgeError(f"{path.name}: {name} is not an array of tables")
    return [Row(path.name, row) for row in rows]
