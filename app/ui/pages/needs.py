"""The needs sheet of a device: what a replacement has to do, to take along to a shop."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.model.device import Device
from app.model.needs import Need
from app.model.problem import AppError
from app.stages.needs import SELLER_QUESTIONS, needs
from app.ui.columns import Columns
from app.ui.icons import IconLabel
from app.ui.keeping import Keeping
from app.ui.problem_strip import ProblemStrip
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, Page, column, empty, row
from app.words import Words

_LONGEST = 300


class NeedsPage(Page):
    """print_wanted carries the device id. Each answer is kept at once."""

    print_wanted = Signal(str)

    def __init__(self, keeping: Keeping, parent: QWidget | None = None) -> None:
        super().__init__(widest=900, parent=parent)
        self._keeping = keeping
        self._device: Device | None = None
        self._device_title = ""
        self.back_button, self.print_button = Button("back", role="quiet"), Button("print", role="primary")
        self._title, self._about, self._lead = Label(role="title"), Label(role="muted"), Label()
        self.problem = ProblemStrip()
        self.fields: dict[str, QComboBox | QLineEdit] = {}
        self._card = Card("box")
        self._columns = Columns(360, Space.L, fill=True)
        holder = QWidget()
        holder.setLayout(self._columns)
        self._card.column.addWidget(holder)
        self._ask_heading = Label(role="heading")
        self._questions = QVBoxLayout()
        self._questions.setSpacing(Space.XS)
        head = row(IconLabel("tag", 48, QPalette.ColorRole.Highlight), spacing=Space.L)
        head.addLayout(column(self._title, self._about, spacing=0), 1)
        ask = Card("box")
        ask.column.addWidget(self._ask_heading)
        ask.column.addLayout(self._questions)
        self.column.addLayout(
            column(row(self.back_button, 1), head, self._lead, row(self.print_button, 1), spacing=Space.M)
        )
        for widget in (self.problem, self._card, ask):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self.back_button.clicked.connect(self.back_wanted)
        self.print_button.clicked.connect(self._print)

    def show_device(self, device: Device, title: str, words: Words) -> None:
        """Open the sheet of a device."""
        self._device, self._device_title = device, title
        self.problem.hide()
        self.retranslate(words)

    def retitle(self, titles: Mapping[str, str]) -> None:
        """Call the device by its title in a language that is shown next."""
        if self._device is not None:
            self._device_title = titles.get(self._device.id, self._device_title)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._words = words
        self.back_button.setText(words.text("Back"))
        self.print_button.setText(words.text("Print this sheet"))
        self._title.setText(words.text("Needs sheet"))
        self._lead.setText(
            words.text(
                "What the new one has to do, in the words of a shop. It names no products. Leave open what you do not know."
            )
        )
        self._ask_heading.setText(words.text("Questions to ask the seller"))
        empty(self._questions)
        for question in SELLER_QUESTIONS:
            self._questions.addWidget(Label(f"•  {words.text(question)}"))
        if self._device is not None:
            self._about.say(words.text("To replace: {device}").format(device=self._device_title))
            self._fill(self._device, words)

    def _fill(self, device: Device, words: Words) -> None:
        empty(self._columns)
        self.fields = {}
        for need in needs(device.identity, self._answers(device)):
            field = self._choice(need, words) if need.question.choices else self._text(need, words)
            label = Label(words.text(need.question.text))
            label.setBuddy(field)
            field.setAccessibleName(label.text())
            cell = QWidget()
            cell.setLayout(column(label, field, 1, spacing=Space.XS))
            self._columns.addWidget(cell)
            cell.show()
            self.fields[need.question.id] = field

    def _choice(self, need: Need, words: Words) -> QComboBox:
        box = QComboBox()
        box.addItem(words.text("Not said yet"), "")
        for word, text in need.question.choices:
            box.addItem(words.text(text), word)
        box.setCurrentIndex(max(0, box.findData(need.answer)))
        box.currentIndexChanged.connect(lambda _: self._keep(need.question.id, box.currentData()))
        return box

    def _text(self, need: Need, words: Words) -> QLineEdit:
        edit = QLineEdit(need.answer)
        edit.setMaxLength(_LONGEST)
        edit.setPlaceholderText(words.text("In your own words"))
        edit.editingFinished.connect(lambda: self._keep(need.question.id, edit.text().strip()))
        return edit

    def _answers(self, device: Device) -> Mapping[str, str]:
        return self._keeping.inventory.guides.answers(device.id, self._keeping.site)

    def _keep(self, question: str, answer: str) -> None:
        if self._device is None:
            return
        if self._answers(self._device).get(f"needs-{question}", "") == answer:
            return
        try:
            self._keeping.inventory.guides.answer(self._device.id, f"needs-{question}", answer, self._keeping.site)
        except AppError as error:
            self.problem.show_problems([error], self._words)

    @Slot()
    def _print(self) -> None:
        if self._device is not None:
            self.print_wanted.emit(self._device.id)
