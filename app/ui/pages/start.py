"""The first page: one big button, and on the first run two questions that may be skipped."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QWidget

from app.ui.columns import Columns
from app.ui.flow import Flow
from app.ui.icons import IconLabel
from app.ui.settings import PROVINCE_NAMES, ROLE_NAMES, Audience, Role, Settings
from app.ui.theme import Space
from app.ui.widgets import Button, Card, Label, Page, column, row
from app.words import Language, Words

_LANGUAGE_NAMES = {Language.ENGLISH: "English", Language.FRENCH: "Français"}


class StartPage(Page):
    """Asks for a scan. The signals say what the person wants."""

    scan_wanted = Signal()
    practice_wanted = Signal()
    last_wanted = Signal()
    label_wanted = Signal()
    language_chosen = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(widest=860, parent=parent)
        self._settings = settings
        self._hero = Label(role="hero")
        self._lead = Label(role="lead")
        self.scan_button = Button("scan", role="hero")
        self.practice_button = Button("practice")
        self.last_button = Button("history")
        self.label_button = Button("tag")
        self._does, self._does_text = Label(role="strong"), Label()
        self._not, self._not_text = Label(role="strong"), Label()
        self.first_run = None if settings.first_run_done else _FirstRun(settings)
        self.scan_button.clicked.connect(self.scan_wanted)
        self.practice_button.clicked.connect(self.practice_wanted)
        self.last_button.clicked.connect(self.last_wanted)
        self.label_button.clicked.connect(self.label_wanted)
        self._build()

    def _build(self) -> None:
        self.column.setSpacing(Space.XL)
        self.column.addSpacing(Space.L)
        self.column.addLayout(column(self._hero, self._lead, spacing=Space.M))
        self.column.addLayout(Flow(self.scan_button))
        self.column.addLayout(Flow(self.practice_button, self.label_button, self.last_button, spacing=Space.M))
        promises = QWidget()
        promise_boxes = Columns(300, Space.L, fill=True)
        promises.setLayout(promise_boxes)
        for icon_name, heading, text in (
            ("network", self._does, self._does_text),
            ("reduce", self._not, self._not_text),
        ):
            box = Card()
            line = row(IconLabel(icon_name, 28, QPalette.ColorRole.Highlight), spacing=Space.L)
            line.setAlignment(Qt.AlignmentFlag.AlignTop)
            line.addLayout(column(heading, text, 1, spacing=Space.XS), 1)
            box.column.addLayout(line)
            promise_boxes.addWidget(box)
        self.column.addWidget(promises)
        if self.first_run is not None:
            self.first_run.language_chosen.connect(self.language_chosen)
            self.column.addWidget(self.first_run)
        self.column.addStretch(1)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._hero.setText(words.text("Which cameras are in your building?"))
        self._lead.setText(
            words.text(
                "Find the cameras and recorders on your network, see who made each one, and decide for yourself."
            )
        )
        self.scan_button.setText(words.text("Scan my network"))
        self.practice_button.setText(words.text("Try it with practice cameras"))
        self.label_button.setText(words.text("Look up a label"))
        self.last_button.setText(words.text("Open last results"))
        self._does.setText(words.text("What a scan does"))
        self._does_text.setText(
            words.text(
                "It asks every device on this network, politely and in the open, what it is. It takes a few seconds."
            )
        )
        self._not.setText(words.text("What it never does"))
        self._not_text.setText(
            words.text("It tries no password, looks at no picture and changes nothing. Nothing leaves this computer.")
        )
        if self.first_run is not None:
            self.first_run.retranslate(words)

    def allow_last(self, *, available: bool) -> None:
        """Offer the last results only when there are some."""
        self.last_button.setVisible(available)


class _FirstRun(Card):
    """Two questions, both skippable."""

    language_chosen = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__("soft", Space.M)
        self._settings = settings
        self._heading, self._note = Label(role="heading"), Label(role="note")
        self._language_label, self._role_label, self._province_label = Label(), Label(), Label()
        self._language, self.role, self._province = QComboBox(), QComboBox(), QComboBox()
        self.done = Button("check")
        self._skip = Button(role="quiet")
        for language, name in _LANGUAGE_NAMES.items():
            self._language.addItem(name, language.value)
        for role in Role:
            self.role.addItem("", role.value)
        for province in PROVINCE_NAMES:
            self._province.addItem("", province)
        fields = QWidget()
        boxes = Columns(220, Space.L, fill=True)
        fields.setLayout(boxes)
        for label, choice in (
            (self._language_label, self._language),
            (self._role_label, self.role),
            (self._province_label, self._province),
        ):
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(8)
            label.setBuddy(choice)
            cell = QWidget()
            cell.setLayout(column(label, choice, 1, spacing=Space.XS))
            boxes.addWidget(cell)
        for widget in (self._heading, self._note, fields):
            self.column.addWidget(widget)
        self.column.addLayout(Flow(self.done, self._skip))
        self._language.activated.connect(self._choose_language)
        self.done.clicked.connect(self._keep)
        self._skip.clicked.connect(self._close)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._heading.setText(words.text("Two questions, if you like"))
        self._note.setText(
            words.text("Some published rules bind some people and not others. Your answers stay on this computer.")
        )
        for label, choice, text in (
            (self._language_label, self._language, words.text("Language")),
            (self._role_label, self.role, words.text("I use cameras")),
            (self._province_label, self._province, words.text("Province or territory")),
        ):
            label.setText(text)
            choice.setAccessibleName(text)
        self._language.setCurrentIndex(self._language.findData(words.language.value))
        for index, role in enumerate(Role):
            self.role.setItemText(index, words.text(ROLE_NAMES[role]))
        for index, name in enumerate(PROVINCE_NAMES.values()):
            self._province.setItemText(index, words.text(name))
        self.done.setText(words.text("Keep my answers"))
        self._skip.setText(words.text("Skip"))

    @Slot()
    def _choose_language(self) -> None:
        self.language_chosen.emit(Language(self._language.currentData()))

    @Slot()
    def _keep(self) -> None:
        self._settings.audience = Audience(Role(self.role.currentData()), str(self._province.currentData()))
        self._close()

    @Slot()
    def _close(self) -> None:
        self._settings.first_run_done = True
        self.hide()
