"""Where we looked, what was asked and what stays invisible: the receipt of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget

from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Card, Label, column, row

if TYPE_CHECKING:
    from app.model.events import Coverage, ScanResult
    from app.words import Words


class CoverageBox(Card):
    """Two lists: where we looked, and what this scan cannot see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.L, parent)
        self._looked, self._looked_text = Label(role="strong"), Label()
        self._blind, self._blind_text = Label(role="strong"), Label()
        for icon_name, heading, text in (
            ("network", self._looked, self._looked_text),
            ("not-seen", self._blind, self._blind_text),
        ):
            line = row(IconLabel(icon_name, 24, QPalette.ColorRole.Highlight), spacing=Space.L)
            line.addLayout(column(heading, text, 1, spacing=Space.XS), 1)
            self.column.addLayout(line)

    def show_result(self, result: ScanResult, words: Words) -> None:
        """Fill in."""
        self._looked.setText(words.text("Where we looked"))
        self._looked_text.say("\n".join(looked_lines(result, words)))
        self._blind.setText(words.text("What this scan cannot see"))
        blind = [words.say(sentence) for sentence in result.coverage.cannot_see]
        blind = blind or [
            words.text("The scan may miss cameras wired into a recorder."),
            words.text("A missing answer is not proof that there is no camera."),
        ]
        self._blind_text.say("\n".join(f"•  {line}" for line in blind))


def where_and_when(result: ScanResult, words: Words) -> str:
    """One line for the foot of the window."""
    when = words.moment(result.finished)
    if result.practice:
        return words.text("Practice cameras on this computer · {when}").format(when=when)
    networks = words.listing(list(result.coverage.networks)) if result.coverage.networks else ""
    if not networks:
        return words.text("No network was scanned · {when}").format(when=when)
    return words.text("Looked at {networks} · {when}").format(networks=networks, when=when)


def looked_lines(result: ScanResult, words: Words) -> list[str]:
    """Networks, addresses, seconds and what was left out."""
    coverage = result.coverage
    lines = [where_and_when(result, words)]
    seconds = max(1, round((result.finished - result.started).total_seconds()))
    asked = words.plural("{count} address asked", "{count} addresses asked", coverage.addresses_asked)
    answered = words.plural("{count} answered", "{count} answered", coverage.addresses_answered)
    took = words.plural("{count} second", "{count} seconds", seconds)
    lines.append(f"{asked} · {answered} · {took}")
    lines += _left_out(coverage, words)
    if result.stopped_early:
        lines.append(words.text("You stopped this scan early, so some devices may be missing."))
    return lines


def _left_out(coverage: Coverage, words: Words) -> list[str]:
    lines = []
    if coverage.left_out:
        lines.append(
            words.plural(
                "{count} address of a large network was left out.",
                "{count} addresses of a large network were left out.",
                coverage.left_out,
            )
        )
    if coverage.not_reached:
        lines.append(words.text("Not reached: {networks}").format(networks=words.listing(list(coverage.not_reached))))
    return lines
