"""The rail on the left: where the person can go."""

from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.model.text import N_
from app.ui.icons import icon
from app.ui.theme import Space, scaled
from app.words import Language, Words


class Place(StrEnum):
    """Entries of the rail that lead to a page."""

    SCAN = "scan"
    CAMERAS = "cameras"
    LABEL = "label"
    GUIDES = "guides"
    REPORTS = "reports"
    HISTORY = "history"
    HELP = "help"
    SETTINGS = "settings"


_ENTRIES = {
    Place.SCAN: ("scan", N_("Scan")),
    Place.CAMERAS: ("bullet", N_("My cameras")),
    Place.LABEL: ("tag", N_("Labels")),
    Place.GUIDES: ("guide", N_("Guides")),
    Place.REPORTS: ("print", N_("Reports")),
    Place.HISTORY: ("history", N_("History")),
    Place.HELP: ("help", N_("Help")),
    Place.SETTINGS: ("settings", N_("Settings")),
}


class Rail(QFrame):
    """chosen carries a Place; language_wanted asks for the other language."""

    chosen = Signal(object)
    language_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self._icons: dict[QToolButton, str] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.L, Space.S, Space.S)
        layout.setSpacing(Space.XS)
        self.buttons = {place: self._button(name) for place, (name, _) in _ENTRIES.items()}
        for place, button in self.buttons.items():
            if place is Place.SETTINGS:
                layout.addStretch(1)
            button.setCheckable(True)
            button.setProperty("place", place.value)
            self._group.addButton(button)
            layout.addWidget(button)
        self.language = self._button("language")
        layout.addWidget(self.language)
        self._group.buttonClicked.connect(self._choose)
        self.language.clicked.connect(self.language_wanted)
        self._draw()

    def _button(self, icon_name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("role", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._icons[button] = icon_name
        return button

    def show_place(self, place: Place) -> None:
        """Mark where the person is."""
        self.buttons[place].setChecked(True)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language; the language entry names the other one, in its own words."""
        for place, (_, name) in _ENTRIES.items():
            self.buttons[place].setText(words.text(name))
            self.buttons[place].setAccessibleName(words.text(name))
        other = "English" if words.language is Language.FRENCH else "Français"
        self.language.setText(other)
        self.language.setAccessibleName(other)
        self.setAccessibleName(words.text("Pages"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the palette and the text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._draw()

    def _draw(self) -> None:
        side = scaled(24)
        for button, name in self._icons.items():
            button.setIconSize(QSize(side, side))
            button.setIcon(icon(name, side, QPalette.ColorRole.Text))
        self.setMinimumWidth(scaled(104))

    @Slot(QToolButton)
    def _choose(self, button: QToolButton) -> None:
        self.chosen.emit(Place(str(button.property("place"))))
