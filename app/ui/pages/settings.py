"""Language, look, who the person is, and which networks a scan may touch."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from app.model.network import Interface
from app.model.text import N_
from app.ui.data_card import DataCard
from app.ui.facts_card import FactsCard
from app.ui.keeping import Keeping
from app.ui.settings import PROVINCE_NAMES, ROLE_NAMES, Audience, Role, Settings
from app.ui.theme import TEXT_SIZES, Space, ThemeChoice
from app.ui.widgets import Card, Label, Page, column
from app.words import Language, Words

_THEME_NAMES = {
    ThemeChoice.SYSTEM: N_("As the computer"),
    ThemeChoice.LIGHT: N_("Light"),
    ThemeChoice.DARK: N_("Dark"),
}
#: Smallest prefix length of a network that is asked whole (1,024 addresses).
_WHOLE_PREFIX = 22


class SettingsPage(Page):
    """Every change counts at once. changed: look or language; audience_changed: who the person is, or what is known.

    kept_changed: what is kept is another now.
    """

    changed = Signal()
    audience_changed = Signal()
    kept_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        interfaces: Callable[[], Sequence[Interface]],
        keeping: Keeping,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest=620, parent=parent)
        self._settings = settings
        self._interfaces = interfaces
        self._title = Label(role="title")
        self._headings = [Label(role="heading") for _ in range(3)]
        self._labels: dict[QComboBox, Label] = {}
        self.language, self.text_size, self.theme = QComboBox(), QComboBox(), QComboBox()
        self.role, self.province = QComboBox(), QComboBox()
        self.thorough = QCheckBox()
        self._thorough_note, self._network_note, self._audience_note = (Label(role="note") for _ in range(3))
        self._networks = column(spacing=0)
        self._network_boxes: dict[str, QCheckBox] = {}
        self.facts, self.data = FactsCard(), DataCard(keeping)
        self._build()

    def _build(self) -> None:
        for language, name in ((Language.ENGLISH, "English"), (Language.FRENCH, "Français")):
            self.language.addItem(name, language.value)
        for percent in TEXT_SIZES:
            self.text_size.addItem("", percent)
        for choice in ThemeChoice:
            self.theme.addItem("", choice.value)
        for role in Role:
            self.role.addItem("", role.value)
        for province in PROVINCE_NAMES:
            self.province.addItem("", province)
        self.column.addWidget(self._title)
        look, who, scan = Card(), Card(), Card()
        for box, heading in zip((look, who, scan), self._headings, strict=True):
            box.column.addWidget(heading)
            self.column.addWidget(box)
        for combo in (self.language, self.text_size, self.theme):
            look.column.addLayout(self._field(combo))
            combo.activated.connect(self._keep_look)
        who.column.addWidget(self._audience_note)
        for combo in (self.role, self.province):
            who.column.addLayout(self._field(combo))
            combo.activated.connect(self._keep_audience)
        scan.column.addLayout(column(self.thorough, self._thorough_note, spacing=0))
        scan.column.addLayout(column(self._network_note, self._networks, spacing=Space.XS))
        self.thorough.toggled.connect(self._keep_scan)
        self.column.addWidget(self.facts)
        self.column.addWidget(self.data)
        self.data.kept_changed.connect(self.kept_changed)
        self.facts.changed.connect(self.audience_changed)
        self.column.addStretch(1)

    def _field(self, combo: QComboBox) -> QVBoxLayout:
        label = Label()
        label.setBuddy(combo)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(10)
        self._labels[combo] = label
        return column(label, combo, spacing=Space.XS)

    def refresh(self, words: Words) -> None:
        """Show what is set now; asks the computer for its networks."""
        for interface in self._interfaces():
            text = str(interface.network4)
            if text not in self._network_boxes:
                box = QCheckBox()
                box.setProperty("label", interface.label or interface.name)
                box.setProperty("prefix", interface.network4.prefixlen)
                box.setChecked(text in self._settings.networks if self._settings.networks else interface.may_scan)
                box.toggled.connect(self._keep_scan)
                self._network_boxes[text] = box
                self._networks.addWidget(box)
        self.retranslate(words)

    def retranslate(self, words: Words) -> None:
        """Show all texts in a language."""
        self._title.setText(words.text("Settings"))
        headings = (words.text("Look and language"), words.text("Who you are"), words.text("Scan"))
        for label, text in zip(self._headings, headings, strict=True):
            label.setText(text)
        texts = {
            self.language: words.text("Language"),
            self.text_size: words.text("Text size"),
            self.theme: words.text("Colours"),
            self.role: words.text("I use cameras"),
            self.province: words.text("Province or territory"),
        }
        for combo, text in texts.items():
            self._labels[combo].setText(text)
            combo.setAccessibleName(text)
        for index, percent in enumerate(TEXT_SIZES):
            self.text_size.setItemText(index, words.text("{percent} %").format(percent=percent))
        for index, choice in enumerate(ThemeChoice):
            self.theme.setItemText(index, words.text(_THEME_NAMES[choice]))
        for index, role in enumerate(Role):
            self.role.setItemText(index, words.text(ROLE_NAMES[role]))
        for index, name in enumerate(PROVINCE_NAMES.values()):
            self.province.setItemText(index, words.text(name))
        self._audience_note.setText(
            words.text("Some published rules bind some people and not others. Your answers stay on this computer.")
        )
        self.thorough.setText(words.text("Listen longer"))
        self._thorough_note.setText(words.text("Waits 10 seconds instead of 4 for devices that answer late."))
        self._say_networks(words)
        self.facts.retranslate(words)
        self.data.retranslate(words)
        self._show_values()

    def _say_networks(self, words: Words) -> None:
        large = False
        for text, box in self._network_boxes.items():
            label = words.text("{adapter}: {network}").format(adapter=box.property("label"), network=text)
            box.setText(label)
            large = large or int(box.property("prefix")) < _WHOLE_PREFIX
        asked = len(self._network_boxes) > 1 or large
        for box in self._network_boxes.values():
            box.setVisible(asked)
        self._network_note.setVisible(asked)
        self._network_note.setText(
            words.text(
                "Networks to scan. Of a large network only the part around this computer is asked address by address."
            )
        )

    def _show_values(self) -> None:
        settings = self._settings
        for combo, value in (
            (self.language, settings.language.value),
            (self.text_size, settings.text_percent),
            (self.theme, settings.theme.value),
            (self.role, settings.audience.role.value),
            (self.province, settings.audience.province),
        ):
            combo.setCurrentIndex(combo.findData(value))
        self.thorough.setChecked(settings.thorough)

    @Slot()
    def _keep_look(self) -> None:
        self._settings.language = Language(self.language.currentData())
        self._settings.text_percent = int(self.text_size.currentData())
        self._settings.theme = ThemeChoice(self.theme.currentData())
        self.changed.emit()

    @Slot()
    def _keep_audience(self) -> None:
        self._settings.audience = Audience(Role(self.role.currentData()), str(self.province.currentData()))
        self.audience_changed.emit()

    @Slot()
    def _keep_scan(self) -> None:
        self._settings.thorough = self.thorough.isChecked()
        chosen = tuple(text for text, box in self._network_boxes.items() if box.isChecked())
        # All of them, or none, means "the usual ones": a new network is then scanned too.
        self._settings.networks = () if len(chosen) == len(self._network_boxes) else chosen
