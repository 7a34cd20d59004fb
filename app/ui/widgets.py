"""The small pieces that every page is built from. All text is plain: device text is never read as markup."""

from weakref import ref

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import IconLabel, icon
from app.ui.theme import Space, scaled

#: Longest text that a tooltip or an accessible description carries, in characters.
_HINT_LIMIT = 1200
#: Longest word that a wrapping label is given whole; longer ones get places where they may break.
_WORD_LIMIT = 24
_BREAK = "\u200b"
#: Longest text that a label shows, in characters: a page stays short whatever a device says.
_TEXT_LIMIT = 1000


def breakable(text: str) -> str:
    """The text with invisible places to break in very long words, so that a label never grows wider than its column."""
    return " ".join(
        word if len(word) <= _WORD_LIMIT else _BREAK.join(word[at : at + 12] for at in range(0, len(word), 12))
        for word in text.split(" ")
    )


def plain_hint(text: str) -> str:
    """Text for a tooltip: bounded, and never taken for markup."""
    short = text if len(text) <= _HINT_LIMIT else text[: _HINT_LIMIT - 1] + "…"
    escaped = short.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{breakable_markup(escaped)}</span>" if escaped else ""


def breakable_markup(escaped: str) -> str:
    """Escaped text whose long words may break in a tooltip."""
    return escaped if max(map(len, escaped.split(" ")), default=0) <= _WORD_LIMIT * 4 else f"<p>{escaped}</p>"


class Label(QLabel):
    """Plain text that wraps. role names its rank in the style sheet."""

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if role:
            self.setProperty("role", role)
        if wrap:
            self.setMinimumWidth(1)
        self.setText(text)

    def say(self, text: str, limit: int = _TEXT_LIMIT) -> None:
        """Show a text that may hold device text: at most limit characters, and long words may break."""
        self.setText(breakable(text if len(text) <= limit else text[: limit - 1] + "…"))


class ElidedLabel(QLabel):
    """Plain text on one line, cut with … where it does not fit; the whole text is in the tooltip and for screen readers."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if role:
            self.setProperty("role", role)
        self._full = ""
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text."""
        if text != self._full:
            self._full = text
            self.setAccessibleName(text[:_HINT_LIMIT])
            self._fit()

    @property
    def full_text(self) -> str:
        """What was to be shown."""
        return self._full

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow is fine: the text is cut."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Cut anew."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Cut anew when the letters change size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        short = self.fontMetrics().elidedText(self._full[:600], Qt.TextElideMode.ElideRight, max(self.width(), 1))
        if short != self.text():
            self.setText(short)
            self.setToolTip(plain_hint(self._full) if short != self._full else "")


class Button(QPushButton):
    """A push button whose icon follows the palette. role: "", primary, hero, quiet, link, section or segment."""

    def __init__(self, icon_name: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._big = role == "hero"
        self._on_accent = role in {"primary", "hero"}
        if role:
            self.setProperty("role", role)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw_icon()

    def show_icon(self, icon_name: str) -> None:
        """Change the picture."""
        if icon_name != self._icon_name:
            self._icon_name = icon_name
            self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the palette."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.EnabledChange)
        if event.type() in kinds:
            self._draw_icon()

    def _draw_icon(self) -> None:
        if not self._icon_name:
            return
        role = QPalette.ColorRole.ButtonText
        if self._on_accent and self.isEnabled():
            role = QPalette.ColorRole.HighlightedText
        elif self.property("role") == "link":
            role = QPalette.ColorRole.Link
        side = scaled(28 if self._big else 18)
        gap = scaled(Space.XS) if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        self.setIcon(icon(self._icon_name, side, role, gap))

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the words; a picture without words stands in the middle."""
        super().setText(text)
        self._draw_icon()


class Term(Button):
    """A word with a dotted line below: a click, Enter or hovering opens what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(role="term", parent=parent)
        self._meaning = ""
        self.clicked.connect(self._show)

    def explain(self, word: str, meaning: str) -> None:
        """Set the word and its meaning."""
        self.setText(word)
        self._meaning = meaning
        self.setToolTip(plain_hint(meaning))
        self.setAccessibleName(word)
        self.setAccessibleDescription(meaning)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the dotted line."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(QPen(QApplication.palette().color(QPalette.ColorRole.Highlight), 1.5, Qt.PenStyle.DotLine))
        metrics = self.fontMetrics()
        base = (self.height() + metrics.ascent() - metrics.descent()) // 2 + 4
        painter.drawLine(1, base, 1 + metrics.horizontalAdvance(self.text()), base)
        painter.end()

    def _show(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), plain_hint(self._meaning), self)


class Card(QFrame):
    """A framed surface with a column inside."""

    def __init__(self, role: str = "box", spacing: int = Space.M, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        self.column.setSpacing(spacing)


class Inside(QWidget):
    """What a page scrolls. page() is the page, None when it is gone."""

    def __init__(self, page: "Page") -> None:
        super().__init__()
        self.page = ref(page)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("role", "page")


class Page(QScrollArea):
    """A page that scrolls up and down; its column is never wider than a person reads with ease."""

    #: The person wants to go one page back.
    back_wanted = Signal()

    def __init__(self, widest: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widest = widest
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._inside = Inside(self)
        self.setWidget(self._inside)
        self._outer = QHBoxLayout(self._inside)
        self.column = QVBoxLayout()
        self.column.setSpacing(Space.L)
        self._outer.addLayout(self.column)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the column readable."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        # Of the viewport, as its event says: to ask for the viewport itself makes Qt for Python load every kind of widget.
        side = Space.XXL if width > 700 else Space.L
        spare = max(0, width - 2 * side - scaled(self._widest)) if self._widest else 0
        self._outer.setContentsMargins(side, Space.XL, side + spare, Space.XL)


def row(*items: QWidget | QLayout | int, spacing: int = Space.S) -> QHBoxLayout:
    """Widgets side by side; a number is a stretch."""
    layout = QHBoxLayout()
    _fill(layout, items, spacing)
    return layout


def column(*items: QWidget | QLayout | int, spacing: int = Space.S) -> QVBoxLayout:
    """Widgets one below the other; a number is a stretch."""
    layout = QVBoxLayout()
    _fill(layout, items, spacing)
    return layout


def _fill(layout: QBoxLayout, items: tuple[QWidget | QLayout | int, ...], spacing: int) -> None:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for item in items:
        if isinstance(item, int):
            layout.addStretch(item)
        elif isinstance(item, IconLabel):
            layout.addWidget(item, 0, Qt.AlignmentFlag.AlignTop)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets are deleted."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


class Rule(QFrame):
    """A hairline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rule")
