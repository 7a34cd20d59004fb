"""Photos of labels, painted for the tests: real codes, turned, dark, noisy, blurred."""

import random
from collections.abc import Sequence
from pathlib import Path

import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QTransform

WHITE = 255


def code(text: str, code_format: str = "QRCode", scale: int = 4) -> QImage:
    """One code with its quiet zone."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, code_format))
    pixels = memoryview(zxingcpp.write_barcode_to_image(made, scale=scale))
    height, width = pixels.shape[:2]
    picture = QImage(bytes(pixels), width, height, width, QImage.Format.Format_Grayscale8)
    return picture.convertToFormat(QImage.Format.Format_RGB32)


def sheet(codes: Sequence[QImage], margin: int = 60) -> QImage:
    """The codes one below the other on white paper."""
    width = max(one.width() for one in codes) + 2 * margin
    height = sum(one.height() + margin for one in codes) + margin
    paper = QImage(width, height, QImage.Format.Format_RGB32)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    top = margin
    for one in codes:
        painter.drawImage(margin, top, one)
        top += one.height() + margin
    painter.end()
    return paper


def turned(picture: QImage, degrees: float) -> QImage:
    """The picture turned, on grey."""
    side = picture.width() + picture.height()
    table = QImage(side, side, QImage.Format.Format_RGB32)
    table.fill(Qt.GlobalColor.lightGray)
    made = picture.transformed(QTransform().rotate(degrees), Qt.TransformationMode.SmoothTransformation)
    made = made.convertToFormat(QImage.Format.Format_ARGB32)
    painter = QPainter(table)
    painter.drawImage((side - made.width()) // 2, (side - made.height()) // 2, made)
    painter.end()
    return table


def dark_and_noisy(picture: QImage, light: float = 0.25, noise: int = 24, seed: int = 1) -> QImage:
    """Little light, and grains."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    chance = random.Random(seed)
    data = bytearray(bytes(grey.constBits()))
    for at, value in enumerate(data):
        data[at] = max(0, min(WHITE, int(value * light) + 20 + chance.randint(-noise, noise)))
    made = QImage(bytes(data), grey.width(), grey.height(), grey.bytesPerLine(), QImage.Format.Format_Grayscale8)
    return made.copy()


def blurred(picture: QImage, factor: int = 24) -> QImage:
    """So unsharp that nothing can be read."""
    smooth = Qt.TransformationMode.SmoothTransformation
    small = picture.scaled(picture.size() / factor, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    return small.scaled(picture.size(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)


def saved(picture: QImage, path: Path) -> Path:
    """The picture as a file."""
    assert picture.save(str(path))
    return path
