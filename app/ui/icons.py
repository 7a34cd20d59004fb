"""Our own line icons, drawn in any colour at any size."""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from app.places import resources_folder
from app.ui.theme import scaled

if TYPE_CHECKING:
    from app.model.identity import Identity, Kind, OtherThing


@lru_cache(maxsize=128)
def _source(name: str) -> bytes:
    return (resources_folder() / "icons" / f"{name}.svg").read_bytes()


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, ratio: float, gap: int = 0) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_source(name).replace(b"currentColor", colour.encode("ascii"))))
    pixmap = QPixmap(QSize(round((size + gap) * ratio), round(size * ratio)))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, pixmap.height(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def icon(name: str, size: int, role: QPalette.ColorRole = QPalette.ColorRole.WindowText, gap: int = 0) -> QIcon:
    """The icon in a colour of the application's palette, sharp at twice the usual density; gap is empty space on its right."""
    return QIcon(_pixmap(name, QApplication.palette().color(role).name(), size, 2.0, gap))


def icon_of(identity: "Identity") -> str:
    """The name of the icon for what a device is."""
    from app.model.identity import Kind  # noqa: PLC0415 - the window opens without devices

    if identity.kind is Kind.OTHER:
        return _thing_icons().get(identity.other_thing, "unknown-thing")
    if identity.kind is Kind.UNKNOWN and identity.is_camera:
        return "unknown-camera"
    return _kind_icons().get(identity.kind, "unknown-thing")


@lru_cache(maxsize=1)
def _kind_icons() -> "Mapping[Kind, str]":
    from app.model.identity import Kind  # noqa: PLC0415 - likewise

    return {
        Kind.CAMERA: "bullet",
        Kind.RECORDER: "recorder",
        Kind.DOORBELL: "doorbell",
        Kind.INTERCOM: "intercom",
        Kind.ENCODER: "encoder",
        Kind.SOFTWARE: "software",
        Kind.UNKNOWN: "unknown-thing",
    }


@lru_cache(maxsize=1)
def _thing_icons() -> "Mapping[OtherThing | None, str]":
    from app.model.identity import OtherThing  # noqa: PLC0415 - likewise

    return {
        OtherThing.PRINTER: "printer",
        OtherThing.ROUTER: "router",
        OtherThing.TELEVISION: "television",
        OtherThing.STORAGE: "network-drive",
        OtherThing.COMPUTER: "computer",
        OtherThing.PHONE: "phone",
        OtherThing.SPEAKER: "speaker",
        OtherThing.LIGHT: "light",
        OtherThing.MEDIA_SERVER: "media-server",
        OtherThing.SMART_HOME: "smart-home",
    }


class IconLabel(QWidget):
    """An icon that follows the palette and the text size; decoration only, so it has no name for screen readers."""

    def __init__(
        self,
        name: str,
        size: int = 24,
        role: QPalette.ColorRole = QPalette.ColorRole.WindowText,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._role = role
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_icon(self, name: str) -> None:
        """Change the picture."""
        if name != self._name:
            self._name = name
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that grows with the text."""
        side = scaled(self._size)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Never smaller than the picture."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and signature
        """Draw the picture in the middle."""
        side = scaled(self._size)
        colour = QApplication.palette().color(self._role).name()
        painter = QPainter(self)
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawPixmap(left, top, _pixmap(self._name, colour, side, self.devicePixelRatioF()))
        painter.end()
