"""Reports with every kind of block, for tests of paper and for eyes."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.report.model import (
    Bullets,
    Column,
    DeviceBlock,
    DeviceSheet,
    Fact,
    FactTable,
    Footnotes,
    Heading,
    Paragraph,
    ParagraphStyle,
    Picture,
    Pictures,
    QrCode,
    Report,
    Signature,
    Step,
    Steps,
    Table,
    Totals,
)
from app.report.qr import qr_code


def photo(width=640, height=480, name="DS-2CD2142"):
    """A JPEG file that looks like a photo of something."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    gradient = QLinearGradient(0, 0, width, height)
    gradient.setColorAt(0, QColor(90, 120, 160))
    gradient.setColorAt(1, QColor(220, 200, 170))
    painter.fillRect(image.rect(), gradient)
    painter.setBrush(QColor(240, 240, 240))
    painter.drawEllipse(width // 4, height // 4, width // 2, height // 2)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")
    return Picture(bytes(buffer.data().data()), width, height, f"Photo of {name}", f"The back of {name}")


def code(mark="K7Q-4MX") -> QrCode:
    """A QR code with a mark."""
    return qr_code(mark, f"QR code with the mark {mark}")


def sheet(number, **parts):
    """One device of an insurer."""
    facts = (
        Fact("Make", "Hikvision", "Confirmed"),
        Fact("Model", "DS-2CD2142FWD-I", "Confirmed"),
        Fact("Serial number", f"DS-2CD2142FWD-I20170124AAWR7{number:08d}", "Confirmed"),
        Fact("Place", "Back door, above the loading dock"),
        Fact("Bought on", ""),
        Fact("Price", ""),
        Fact("Receipt kept", ""),
        Fact("Installed by", ""),
        Fact("Working on", "23 November 2026"),
        Fact("Recorder and days kept", ""),
        Fact("Checked again in a year", ""),
    )
    return DeviceSheet(f"Camera {number}", **({"facts": facts, "photo_label": "Photo of the device"} | parts))


def steps(count=8):
    """A guide."""
    return Steps(
        tuple(
            Step(
                f"Step {number} has a title of one line",
                number < 3,
                "Done on 23 November 2026" if number < 3 else "Not done yet",
                (
                    "Unplug the power of the old camera and wait until its light goes out.",
                    "Tools: a ladder, a screwdriver",
                ),
                "A camera that still has power could be found again by mistake.",
                (1,),
            )
            for number in range(1, count + 1)
        )
    )


def to_fill(rows=6):
    """A table with room to write."""
    return Table(
        "Rooms",
        (Column("Device", 3), Column("Room", 3), Column("Checked", 1), Column("Days kept", 1, is_number=True)),
        tuple((f"Camera {number}", "Kitchen" if number % 2 else "", "", "") for number in range(rows)),
        may_split=True,
        to_fill=True,
    )


def report(*blocks, **parts):
    """A report of these blocks."""
    return Report(
        **{
            "language": "en",
            "title": "Record for an insurer",
            "site": "Corner Pharmacy",
            "footer": "Record for an insurer · 23 November 2026 · facts of 20 November 2026",
            "page_of": "Page {page} of {pages}",
            "creator": "Camera Check 0.1.0",
            "blocks": blocks,
        }
        | parts
    )


def insurer(count=6, **parts):
    """Sheets as an insurer wants them."""
    frame = FactTable(
        (
            Fact("Scanned on", "23 November 2026, 14:05 (EST)"),
            Fact("Networks looked at", "192.168.1.0/24 (Wi-Fi)"),
            Fact("Scan made by", ""),
        )
    )
    note = Paragraph("This is a record of what is there, not a valuation.", ParagraphStyle.NOTE)
    return report(frame, note, *(sheet(number, **parts) for number in range(1, count + 1)), signature())


def signature():
    """Lines to sign on."""
    return Signature(("Prepared by", "Checked by", "Date"))


def everything():
    """Every kind of block."""
    facts = (Fact("Model", "DS-2CD2142FWD-I", "Confirmed"), Fact("Maker", "Hikvision", "Likely"))
    return report(
        Totals((("12", "cameras"), ("1", "recorder"))),
        Heading("Devices"),
        DeviceBlock("Camera 1", facts, "How sure", (Paragraph("A remark.", ParagraphStyle.NOTE),)),
        Pictures((photo(), photo(480, 640))),
        DeviceBlock("Camera 2", facts, "How sure"),
        Pictures((photo(),)),
        DeviceBlock("Camera 3", facts, "How sure"),
        Pictures(tuple(photo(640, 300 + 50 * number) for number in range(5))),
        Heading("Sheets"),
        sheet(1, picture=photo(), code=code()),
        sheet(2, picture=photo(300, 700), photo_label=""),
        sheet(3, code=code(), photo_label=""),
        sheet(4, photo_label=""),
        Heading("Guide"),
        steps(),
        to_fill(),
        Bullets(("One", "Two")),
        code(),
        signature(),
        Footnotes(("https://www.example.org/, 2 November 2026",)),
    )
