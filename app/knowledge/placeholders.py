"""Texts that stand where a name should be and are none: IPC-model, General, H264."""

from dataclasses import dataclass
from pathlib import Path

from app.knowledge.names import label_key
from app.knowledge.tables import Row, read_table, rows_of


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Case, spaces and punctuation do not count."""

    date: str
    texts: tuple[str, ...]
    not_examples: tuple[str, ...]
    keys: frozenset[str]

    def __contains__(self, untrusted_text: str) -> bool:
        key = label_key(untrusted_text)
        return not key or key in self.keys


def read_placeholders(path: Path) -> Placeholders:
    """The list. Raises KnowledgeError."""
    table = read_table(path)
    head = Row(path.name, dict(table), path.stem)
    head.only(frozenset({"date", "placeholder", "not_examples"}))
    texts: list[str] = []
    for row in rows_of(path, table, "placeholder"):
        row.only(frozenset({"id", "texts", "source", "date"}))
        row.string("source")
        row.day("date")
        texts.extend(row.texts("texts"))
    if not texts:
        raise head.fault("holds no placeholder")
    return Placeholders(
        head.day("date"), tuple(texts), head.texts("not_examples"), frozenset(label_key(text) for text in texts)
    )
