"""Reason, name and day to look again; then the decision is kept."""

import datetime as dt

from PySide6.QtCore import QDate, QLocale, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLineEdit, QPlainTextEdit, QWidget

from app.model.decision import Choice
from app.report.choices import CHOICE_NAMES
from app.ui.flow import Flow
from app.ui.theme import Space, scaled
from app.ui.widgets import Button, Card, Label, column, row
from app.words import Words

_LONGEST_REASON = 2000
_LONGEST_NAME = 80
#: Months after which the person may want to look again.
_MONTHS = (1, 3, 6, 12)


class DecisionForm(Card):
    """kept carries choice, reason, who and the review day or None; the form stays until it is told that it was kept."""

    kept = Signal(object, str, str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("soft", Space.M, parent)
        self._choice = Choice.LATER
        self._heading = Label(role="strong")
        self._reason_label, self._who_label = Label(), Label()
        self.reason_edit, self.who_edit = QPlainTextEdit(), QLineEdit()
        self.review_box, self.review_edit = QCheckBox(), QDateEdit()
        self.month_buttons = {months: Button(role="quiet") for months in _MONTHS}
        self.keep_button, self.cancel_button = Button("check", role="primary"), Button(role="quiet")
        self._build()
        self.hide()

    def _build(self) -> None:
        self.reason_edit.setFixedHeight(scaled(84))
        self.reason_edit.setTabChangesFocus(True)
        self.who_edit.setMaxLength(_LONGEST_NAME)
        self.review_edit.setCalendarPopup(True)
        for label, edit in ((self._reason_label, self.reason_edit), (self._who_label, self.who_edit)):
            label.setBuddy(edit)
        self.column.addWidget(self._heading)
        self.column.addLayout(column(self._reason_label, self.reason_edit, spacing=Space.XS))
        self.column.addLayout(column(self._who_label, self.who_edit, spacing=Space.XS))
        quick = QWidget()
        quick.setLayout(Flow(*self.month_buttons.values()))
        self.column.addLayout(column(row(self.review_box, self.review_edit, 1), quick, spacing=Space.XS))
        self.column.addLayout(row(self.keep_button, self.cancel_button, 1))
        for months, button in self.month_buttons.items():
            button.clicked.connect(lambda _checked=False, months=months: self._in_months(months))
        self.review_box.toggled.connect(self.review_edit.setEnabled)
        self.keep_button.clicked.connect(self._keep)
        self.cancel_button.clicked.connect(self.hide)

    def begin(self, choice: Choice, who: str, words: Words) -> None:
        """Open for a choice; what was typed for another choice stays."""
        self._choice = choice
        if self.isHidden():
            self.reason_edit.clear()
            self.who_edit.setText(who)
            self._in_months(6)
            self.review_box.setChecked(choice is not Choice.REPLACE)
            self.review_edit.setEnabled(self.review_box.isChecked())
        self.retranslate(words)
        self.show()

    @property
    def choice(self) -> Choice:
        """The choice that it is open for."""
        return self._choice

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("Your choice: {name}").format(name=words.text(CHOICE_NAMES[self._choice])))
        self._reason_label.setText(words.text("Why? Your own words, for later and for others who ask"))
        self.reason_edit.setAccessibleName(self._reason_label.text())
        self.reason_edit.setPlaceholderText(
            words.text("For example: works well, only seen from inside, new one in the spring budget")
        )
        self._who_label.setText(words.text("Who decided"))
        self.who_edit.setAccessibleName(self._who_label.text())
        self.review_box.setText(words.text("Look at it again on"))
        self.review_edit.setAccessibleName(self.review_box.text())
        self.review_edit.setLocale(QLocale(words.language.value))
        self.review_edit.setDisplayFormat("d MMMM yyyy")
        for months, button in self.month_buttons.items():
            button.setText(words.plural("In {count} month", "In {count} months", months))
        self.keep_button.setText(words.text("Keep my decision"))
        self.cancel_button.setText(words.text("Not now"))

    def _in_months(self, months: int) -> None:
        self.review_box.setChecked(True)
        self.review_edit.setDate(QDate.currentDate().addMonths(months))

    @Slot()
    def _keep(self) -> None:
        day = self.review_edit.date()
        review = dt.date(day.year(), day.month(), day.day()) if self.review_box.isChecked() else None
        reason = self.reason_edit.toPlainText().strip()[:_LONGEST_REASON]
        self.kept.emit(self._choice, reason, self.who_edit.text().strip(), review)
