"""The companies behind a device: brand, maker and owner are three things, each with its source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.model.company import Company
from app.model.policy import PolicySource
from app.report.companies import CompanyText, company_text, source_text
from app.ui.icons import IconLabel
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, column, empty, row
from app.words import Words


class CompaniesBox(Card):
    """One block a company; hidden while there is none to tell of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("box", Space.M, parent)
        self._heading, self._lead = Label(role="heading"), Label(role="muted")
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(Space.L)
        self.column.addLayout(column(self._heading, self._lead, spacing=Space.XS))
        self.column.addLayout(self._blocks)
        self.hide()

    def show_companies(self, companies: Sequence[Company], words: Words) -> None:
        """Fill in."""
        self.setVisible(bool(companies))
        self._heading.setText(words.text("The companies behind it"))
        self._lead.setText(
            words.text(
                "Who sells it, who made it and who owns the company are three questions. A maker can change owners."
            )
        )
        empty(self._blocks)
        for company in companies:
            self._blocks.addLayout(self._block(company_text(company, words), words))

    def _block(self, told: CompanyText, words: Words) -> QVBoxLayout:
        lines: list[QWidget | QLayout | int] = [
            _say(told.name, "strong"),
            _say(told.relation),
            *(_say(line) for line in told.lines),
        ]
        lines += [_Source(source, words) for source in told.sources]
        block = row(IconLabel("maker", 24, QPalette.ColorRole.Highlight), spacing=Space.M)
        block.addLayout(column(*lines, spacing=Space.XS), 1)
        return column(block)


class _Source(QWidget):
    """Where it was read; a button when it is a page that can be opened."""

    def __init__(self, source: PolicySource, words: Words) -> None:
        super().__init__()
        self._url = source.url
        text = words.text("Source: {source}").format(source=source_text(source, words))
        if source.url.startswith("https://"):
            link = Button("link", role="link")
            link.setText(text)
            link.clicked.connect(self._open)
            content: Button | Label = link
        else:
            content = _say(text, "note")
        self.setLayout(row(content, 1) if isinstance(content, Button) else row(content))

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))


def _say(text: str, role: str = "") -> Label:
    label = Label(role=role)
    label.say(text)
    return label
