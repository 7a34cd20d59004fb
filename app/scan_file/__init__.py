"""The scan file: a whole scan as JSON, both ways (design §7; docs/scan-schema.json)."""

from app.scan_file.reader import from_json, read
from app.scan_file.writer import to_json, write_text

__all__ = ["from_json", "read", "to_json", "write_text"]
