"""QR codes (ISO/IEC 18004) as rows of modules."""

import segno

from app.report.model import QrCode


def qr_code(text: str, alt: str) -> QrCode:
    """The code of a short text, readable from a worn sticker (error correction Q)."""
    code = segno.make_qr(text, error="q", boost_error=False)
    return QrCode(text, alt, tuple(tuple(bool(module) for module in row) for row in code.matrix))
