"""A photo that a person chose → our own small JPEG without the data that phones write into pictures."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from app.model.problem import FileNotReadableError, PhotoNotKeptError

_LONGEST_SIDE = 1600
_PIXEL_LIMIT = 64_000_000
_FILE_LIMIT = 60 * 1024 * 1024
#: Photos of phones and cameras; Qt reads more kinds than a photo needs.
_FORMATS = (b"jpeg", b"png", b"webp", b"bmp")
_QUALITIES = (85, 70, 50)
_LARGEST = 1_500_000


@dataclass(frozen=True, slots=True)
class SmallPicture:
    """The copy."""

    jpeg: bytes
    width: int
    height: int


def small_picture(path: Path) -> SmallPicture:
    """Turned as the phone meant it, on white, at most 1,600 pixels long. Raises FileNotReadableError, PhotoNotKeptError."""
    try:
        if path.stat().st_size > _FILE_LIMIT:
            raise PhotoNotKeptError("The file is larger than 60 MB.")
    except OSError as error:
        raise FileNotReadableError(str(error), file=path.name) from error
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if not reader.canRead() or not size.isValid() or bytes(reader.format().data()) not in _FORMATS:
        raise FileNotReadableError(reader.errorString(), file=path.name)
    if size.width() * size.height() > _PIXEL_LIMIT:
        raise PhotoNotKeptError("The picture is larger than 64 megapixels.")
    if max(size.width(), size.height()) > _LONGEST_SIDE:
        reader.setScaledSize(size.scaled(QSize(_LONGEST_SIDE, _LONGEST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise FileNotReadableError(reader.errorString(), file=path.name)
    return _encoded(_flat(image))


def _flat(image: QImage) -> QImage:
    """A new picture that has nothing but the pixels of the first."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def _encoded(image: QImage) -> SmallPicture:
    for quality in _QUALITIES:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # Qt wants the name of the format as bytes; its stub asks for a text.
        image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]
        jpeg = bytes(buffer.data().data())
        if 0 < len(jpeg) <= _LARGEST:
            return SmallPicture(jpeg, image.width(), image.height())
    raise PhotoNotKeptError("The copy would be too large.")
