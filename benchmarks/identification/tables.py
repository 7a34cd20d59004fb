"""Plain text tables of at most 120 columns."""

from collections.abc import Iterable, Sequence

WIDTH = 120


def percent(share: float | None) -> str:
    """The share in per cent, "–" where there is nothing to divide by."""
    return "–" if share is None else f"{100 * share:.1f} %"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the others to the right; the first is cut so that a line fits."""
    body = [[str(cell) for cell in row] for row in rows]
    if not body:
        return "(nothing)"
    others = [max(len(line[column]) for line in (list(head), *body)) for column in range(1, len(head))]
    room = WIDTH - sum(others) - 2 * len(others)
    first = min(room, max(len(line[0]) for line in (list(head), *body)))
    return "\n".join(
        _line(line, first, others) for line in (list(head), ["-" * first, *("-" * w for w in others)], *body)
    )


def cut(text: str, width: int) -> str:
    """On one line, with an ellipsis where it is too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"


def _line(cells: Sequence[str], first: int, others: Sequence[int]) -> str:
    parts = [cut(cells[0], first).ljust(first)]
    parts += [cell.rjust(width) for cell, width in zip(cells[1:], others, strict=True)]
    return "  ".join(parts).rstrip()
