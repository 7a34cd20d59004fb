"""The photo of a label → the texts of its bar codes and QR codes. Qt decodes the picture, zxing-cpp reads the codes.

The picture is neither copied nor kept, and nothing else in the file (place, time, camera) is read.
"""

from collections.abc import Iterator
from pathlib import Path

import zxingcpp
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from app.model.label import LabelText
from app.model.photo_problem import (
    PhotoDamagedError,
    PhotoEmptyError,
    PhotoFromPhoneError,
    PhotoMovingError,
    PhotoNotAPictureError,
    PhotoTooLargeError,
    PhotoWithoutCodeError,
)
from app.model.problem import FileNotReadableError

#: Largest file in bytes and largest picture in pixels that are read; larger sides than this are halved while decoding.
FILE_LIMIT = 60 * 1024 * 1024
PIXEL_LIMIT = 64_000_000
_WORKING_PIXELS = 12_600_000
#: Most codes of one picture, and longest text of one in characters.
CODES_LIMIT = 40
_TEXT_LIMIT = 4000
_SMALLEST_SIDE = 16
#: The picture is enlarged for a second look when it is smaller than this, in pixels.
_SMALL = 1_500_000
_HEAD = 32
_MEGA = 1_000_000
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
#: Every kind that stands on labels; the others are read too easily where nothing is.
_FORMATS = "QRCode|MicroQRCode|RMQRCode|DataMatrix|Aztec|PDF417|Code128|Code39|Code93|EAN13|EAN8|UPCA|UPCE|DataBar"


def read_photo(path: Path) -> tuple[LabelText, ...]:
    """The texts of all codes, from top to bottom, each once. Raises PhotoError, FileNotReadableError."""
    image = _picture(path)
    texts = _texts(image)
    if not texts:
        raise PhotoWithoutCodeError(file=path.name)
    return texts


def _picture(path: Path) -> QImage:
    data = _content(path)
    kind = _kind(data[:_HEAD], path.name)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    try:
        return _decoded(reader, path.name)
    finally:
        # Some of Qt's decoders still look at the file when they end; Python may let go of it first.
        reader.setDevice(None)  # type: ignore[arg-type]  # Qt takes none; its stub does not say so


def _decoded(reader: QImageReader, name: str) -> QImage:
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(False)
    size = reader.size()
    if not reader.canRead() or not size.isValid():
        raise PhotoDamagedError(reader.errorString(), file=name)
    pixels = size.width() * size.height()
    if pixels > PIXEL_LIMIT:
        raise PhotoTooLargeError(file=name, size=f"{pixels // _MEGA} MP")
    if reader.supportsAnimation() and reader.imageCount() > 1:
        raise PhotoMovingError(file=name)
    if pixels > _WORKING_PIXELS:
        factor = (_WORKING_PIXELS / pixels) ** 0.5
        reader.setScaledSize(QSize(int(size.width() * factor), int(size.height() * factor)))
    image = reader.read()
    if image.isNull():
        raise PhotoDamagedError(reader.errorString(), file=name)
    if min(image.width(), image.height()) < _SMALLEST_SIDE:
        raise PhotoWithoutCodeError(file=name)
    return _on_white(image)


def _content(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise FileNotReadableError("not a file", file=path.name)
        with path.open("rb") as stream:
            data = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise FileNotReadableError(str(error), file=path.name) from error
    if not data:
        raise PhotoEmptyError(file=path.name)
    if len(data) > FILE_LIMIT:
        raise PhotoTooLargeError(file=path.name, size=f"> {FILE_LIMIT // _MEGA} MB")
    return data


def _kind(head: bytes, name: str) -> bytes:
    """The name of Qt's reader for the content, whatever the file is called. Drawings and documents are not photos."""
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        raise PhotoFromPhoneError(file=name)
    for start, kind in (
        (b"\xff\xd8\xff", b"jpeg"),
        (b"\x89PNG\r\n\x1a\n", b"png"),
        (b"GIF8", b"gif"),
        (b"BM", b"bmp"),
    ):
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    raise PhotoNotAPictureError(file=name)


def _on_white(image: QImage) -> QImage:
    """Grey, what is transparent in white: a code drawn on nothing would be black on black."""
    if image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(Qt.GlobalColor.white)
        pixels = image.convertToFormat(QImage.Format.Format_ARGB32)
        _paint(flat, pixels)
        image = flat
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


def _paint(below: QImage, above: QImage) -> None:
    from PySide6.QtGui import QPainter  # noqa: PLC0415 - few pictures are transparent

    painter = QPainter(below)
    painter.drawImage(0, 0, above)
    painter.end()


def _texts(image: QImage) -> tuple[LabelText, ...]:
    """Looks more patiently as long as nothing is found; a label is rarely photographed well."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for view, binarizer in _views(image):
        for code in _codes(view, binarizer):
            text = code.text[:_TEXT_LIMIT]
            place = code.position.top_left
            if text.strip("\x00 \r\n") and len(found) < CODES_LIMIT:
                found.setdefault((str(code.format), text), (place.y * image.height() // view.height(), place.x))
        if found:
            break
    ordered = sorted(found, key=lambda key: found[key])
    return tuple(LabelText(text, code_format) for code_format, text in ordered)


def _views(image: QImage) -> Iterator[tuple[QImage, zxingcpp.Binarizer]]:
    local, whole = zxingcpp.Binarizer.LocalAverage, zxingcpp.Binarizer.GlobalHistogram
    yield image, local
    yield image, whole
    half = image.scaled(
        image.size() / 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    if min(half.width(), half.height()) >= _SMALLEST_SIDE:
        yield half, local  # noise goes away with the size
        yield half, whole
    if image.width() * image.height() <= _SMALL:
        twice = image.scaled(
            image.size() * 2, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        yield twice, local


def _codes(view: QImage, binarizer: zxingcpp.Binarizer) -> list[zxingcpp.Barcode]:
    pixels = memoryview(view.constBits())
    looked = zxingcpp.ImageView(pixels, view.width(), view.height(), zxingcpp.ImageFormat.Lum, view.bytesPerLine(), 1)
    return list(
        zxingcpp.read_barcodes(
            looked,
            formats=zxingcpp.barcode_formats_from_str(_FORMATS),
            text_mode=zxingcpp.TextMode.Plain,
            binarizer=binarizer,
        )
    )
