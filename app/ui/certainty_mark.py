"""Four dots and a word: how sure we are. Hovering, a click and a screen reader give the reason."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QToolTip, QWidget

from app.model.certainty import Certainty
from app.ui.theme import Space, scaled
from app.ui.widgets import plain_hint

#: The last dot is never filled: nothing that a device says over a network is beyond doubt.
_DOTS = 4
_DOT_SIZE = 7
_DOT_GAP = 3


class CertaintyMark(QAbstractButton):
    """Shows a certainty. With focusable=False it leaves the keyboard to the card around it."""

    def __init__(self, *, focusable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._certainty = Certainty.NOT_KNOWN
        self._reason = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if focusable else Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.clicked.connect(self._show_reason)
        self._tall = focusable

    def show_certainty(self, certainty: Certainty, word: str, reason: str, about: str = "") -> None:
        """Set dots, word and reason; about names the value for screen readers ("Most likely made by")."""
        self._certainty = certainty
        self._reason = reason
        self.setText(word)
        self.setToolTip(plain_hint(reason))
        self.setAccessibleName(f"{about}: {word}" if about else word)
        self.setAccessibleDescription(reason[:1200])
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Dots, gap and word."""
        metrics = QFontMetrics(self._font())
        height = scaled(36) if self._tall else metrics.height() + Space.XS
        return QSize(self._dots_width() + Space.S + metrics.horizontalAdvance(self.text()) + 2, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The word is never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw dots and word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = QApplication.palette()
        accent, text = palette.color(QPalette.ColorRole.Highlight), palette.color(QPalette.ColorRole.WindowText)
        size, gap = scaled(_DOT_SIZE), scaled(_DOT_GAP)
        top = (self.height() - size) / 2
        painter.setPen(QPen(accent, 1.4))
        for index in range(_DOTS):
            painter.setBrush(accent if index < int(self._certainty) else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(index * (size + gap) + 1, top, size, size))
        painter.setPen(text)
        painter.setFont(self._font())
        left = self._dots_width() + Space.S
        painter.drawText(
            QRectF(left, 0, self.width() - left, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )
        painter.end()

    def _font(self) -> QFont:
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font

    @staticmethod
    def _dots_width() -> int:
        return _DOTS * scaled(_DOT_SIZE) + (_DOTS - 1) * scaled(_DOT_GAP) + 2

    def _show_reason(self) -> None:
        QToolTip.showText(self.mapToGlobal(QPoint(0, self.height())), plain_hint(self._reason), self)
