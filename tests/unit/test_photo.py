"""Photos of labels → texts; everything that is not a good photo has its own words."""

import contextlib
import struct
import time
import zlib
from pathlib import Path

import pytest
from PySide6.QtGui import QImage, QPainter

from app.model.photo_problem import (
    PhotoDamagedError,
    PhotoEmptyError,
    PhotoError,
    PhotoFromPhoneError,
    PhotoMovingError,
    PhotoNotAPictureError,
    PhotoTooLargeError,
    PhotoWithoutCodeError,
)
from app.model.problem import FileNotReadableError
from app.photo import CODES_LIMIT, read_photo
from tests.label_photos import blurred, code, dark_and_noisy, saved, sheet, turned

HIKVISION = "www.hik-connect.com\r123456789\rABCDEF\rDS-2CD2143G0-I\r"


def texts(path: Path) -> list[tuple[str, str]]:
    return [(text.code_format, text.untrusted_text) for text in read_photo(path)]


@pytest.mark.parametrize("suffix", ["png", "jpg", "bmp", "webp"])
def test_reads_a_code_in_every_form_of_picture(tmp_path: Path, suffix: str) -> None:
    path = saved(sheet([code(HIKVISION)]), tmp_path / f"label.{suffix}")
    assert texts(path) == [("QR Code", HIKVISION)]


def test_the_content_counts_and_not_the_name(tmp_path: Path) -> None:
    path = saved(sheet([code("S/N 123456")]), tmp_path / "label.png").rename(tmp_path / "label.jpg")
    assert texts(path) == [("QR Code", "S/N 123456")]


@pytest.mark.parametrize("degrees", [17, 45, 90, 133, 180, 270])
def test_reads_turned_labels(tmp_path: Path, degrees: int) -> None:
    path = saved(turned(sheet([code(HIKVISION, scale=6)]), degrees), tmp_path / "turned.png")
    assert texts(path) == [("QR Code", HIKVISION)]


def test_reads_dark_and_noisy_labels(tmp_path: Path) -> None:
    path = saved(dark_and_noisy(turned(sheet([code(HIKVISION, scale=6)]), 8)), tmp_path / "dark.png")
    assert texts(path) == [("QR Code", HIKVISION)]


def test_reads_the_bar_codes_of_a_label_from_top_to_bottom(tmp_path: Path) -> None:
    codes = [code("DS-2CD2042WD-I", "Code128"), code("4419B6123456", "Code128"), code("6954273612344", "EAN13")]
    path = saved(sheet(codes), tmp_path / "bars.png")
    found = texts(path)
    assert [text for _, text in found[:2]] == ["DS-2CD2042WD-I", "4419B6123456"]
    assert found[2][0] == "EAN-13"


def test_the_same_code_twice_is_read_once(tmp_path: Path) -> None:
    path = saved(sheet([code("SN:123456789"), code("SN:123456789")]), tmp_path / "twice.png")
    assert texts(path) == [("QR Code", "SN:123456789")]


def test_a_code_on_a_transparent_ground(tmp_path: Path) -> None:
    picture = sheet([code(HIKVISION)]).convertToFormat(QImage.Format.Format_ARGB32)
    for y in range(picture.height()):
        for x in range(picture.width()):
            if picture.pixel(x, y) == 0xFFFFFFFF:
                picture.setPixel(x, y, 0x00000000)
    assert texts(saved(picture, tmp_path / "clear.png")) == [("QR Code", HIKVISION)]


def test_a_very_large_photo_is_read_smaller(tmp_path: Path) -> None:
    large = sheet([code(HIKVISION, scale=6)]).scaled(6000, 6000)
    assert texts(saved(large, tmp_path / "large.jpg")) == [("QR Code", HIKVISION)]


def test_codes_are_bounded(tmp_path: Path) -> None:
    rows = [sheet([code(f"CODE-{at}-{row}", scale=2) for at in range(12)], 20) for row in range(5)]
    wide = QImage(sum(row.width() for row in rows), max(row.height() for row in rows), QImage.Format.Format_RGB32)
    wide.fill(0xFFFFFFFF)
    painter = QPainter(wide)
    left = 0
    for row in rows:
        painter.drawImage(left, 0, row)
        left += row.width()
    painter.end()
    assert 10 < len(texts(saved(wide, tmp_path / "many.png"))) <= CODES_LIMIT


def _png(width: int, height: int) -> bytes:
    """The head of a PNG with that size and next to no content."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


GIF = (
    b"GIF89a\x20\x00\x20\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    + (b"!\xf9\x04\x00\x0a\x00\x00\x00,\x00\x00\x00\x00\x20\x00\x20\x00\x00\x02\x02D\x01\x00" * 3)
    + b";"
)

WRONG = {
    "empty.jpg": (b"", PhotoEmptyError),
    "letter.txt": (b"Model: DS-2CD2042WD-I", PhotoNotAPictureError),
    "drawing.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>', PhotoNotAPictureError),
    "xml.svg": (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg/>',
        PhotoNotAPictureError,
    ),
    "manual.pdf": (b"%PDF-1.7", PhotoNotAPictureError),
    "program.exe": (b"MZ" + bytes(100), PhotoNotAPictureError),
    "phone.heic": (b"\x00\x00\x00\x24ftypheic" + bytes(40), PhotoFromPhoneError),
    "phone.avif": (b"\x00\x00\x00\x24ftypavif" + bytes(40), PhotoFromPhoneError),
    "huge.png": (_png(20_000, 10_000), PhotoTooLargeError),
    "bomb.png": (_png(65_000, 65_000), PhotoTooLargeError),
    "cut.png": (_png(400, 400)[:60], PhotoDamagedError),
    "head.jpg": (b"\xff\xd8\xff\xe0" + bytes(20), PhotoDamagedError),
    "scan.tiff": (b"II*\x00" + bytes(40), PhotoNotAPictureError),
    "moving.gif": (GIF, PhotoMovingError),
}


@pytest.mark.qt_log_ignore("JPEG", "Corrupt JPEG")
@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_good_photo_has_its_own_words(tmp_path: Path, name: str) -> None:
    content, problem = WRONG[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(problem) as met:
        read_photo(path)
    assert met.value.parameters["file"] == name, "the name alone, never the folder"
    assert "{" not in met.value.template.format(**met.value.parameters)


def test_a_file_of_too_many_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.photo.FILE_LIMIT", 1000)
    path = tmp_path / "large.jpg"
    path.write_bytes(b"\xff\xd8\xff" + bytes(2000))
    with pytest.raises(PhotoTooLargeError):
        read_photo(path)


@pytest.mark.parametrize("where", ["missing.jpg", "."])
def test_a_file_that_is_not_there(tmp_path: Path, where: str) -> None:
    with pytest.raises(FileNotReadableError):
        read_photo(tmp_path / where)


def test_no_code_and_blurred_codes(tmp_path: Path) -> None:
    empty = QImage(800, 600, QImage.Format.Format_RGB32)
    empty.fill(0xFFCCCCCC)
    for name, picture in {
        "wall.png": empty,
        "blurred.png": blurred(sheet([code(HIKVISION)])),
        "dot.png": empty.copy(0, 0, 4, 4),
    }.items():
        with pytest.raises(PhotoWithoutCodeError):
            read_photo(saved(picture, tmp_path / name))


def test_noise_takes_no_longer_than_a_few_seconds(tmp_path: Path) -> None:
    noise = dark_and_noisy(QImage(1500, 1000, QImage.Format.Format_Grayscale8), light=1, noise=120)
    path = saved(noise, tmp_path / "noise.png")
    start = time.monotonic()
    with pytest.raises(PhotoWithoutCodeError):
        read_photo(path)
    assert time.monotonic() - start < 15


@pytest.mark.qt_log_ignore("Corrupt JPEG", "JPEG datastream")
@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9])
def test_a_cut_photo_never_crashes(tmp_path: Path, cut: float) -> None:
    path = saved(sheet([code(HIKVISION)]), tmp_path / "label.jpg")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * cut)])
    with contextlib.suppress(PhotoError):
        assert read_photo(path)
