"""A PDF file as Qt writes it (version 1.4, one table of objects), taken apart and put together again (ISO 32000-1 §7.5)."""

import re
import zlib

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_TABLE = re.compile(rb"xref\s+0 (\d+)\s+")
_ENTRY = 20
_OBJECT = re.compile(rb"\s*(\d+) 0 obj\s")
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_KEPT = (_ROOT, re.compile(rb"/Info \d+ 0 R"), re.compile(rb"/ID \[[^\]]*\]"))


class NotAsExpectedError(ValueError):
    """The file is not built as Qt builds files."""


class PdfFile:
    """objects holds what stands between obj and endobj, by number. Raises NotAsExpectedError when the file is another one."""

    def __init__(self, pdf: bytes) -> None:
        start = int(self.found(_START, pdf[-64:]))
        table = _TABLE.match(pdf, start)
        if table is None:
            raise NotAsExpectedError("no table of objects")
        size = int(table[1])
        entries = [pdf[place : place + _ENTRY] for place in range(table.end(), table.end() + size * _ENTRY, _ENTRY)]
        offsets = sorted((int(entry[:10]), number) for number, entry in enumerate(entries) if entry[17:18] == b"n")
        if not offsets:
            raise NotAsExpectedError("no objects")
        self._head = pdf[: offsets[0][0]]
        self._trailer = pdf[table.end() + size * _ENTRY :]
        self.root = int(self.found(_ROOT, self._trailer))
        self.objects: dict[int, bytes] = {}
        ends = [offset for offset, _ in offsets[1:]] + [start]
        for (offset, number), end in zip(offsets, ends, strict=True):
            begin = _OBJECT.match(pdf, offset)
            last = pdf.rfind(b"endobj", offset, end)
            if begin is None or int(begin[1]) != number or last < 0:
                raise NotAsExpectedError(f"object {number}")
            self.objects[number] = pdf[begin.end() : last]
        self._next = size

    def reserve(self, count: int) -> int:
        """The first of so many new numbers in a row."""
        first, self._next = self._next, self._next + count
        return first

    def put(self, number: int, content: str) -> None:
        """Set an object that is no stream."""
        self.objects[number] = content.encode("latin-1")

    def stream(self, number: int) -> bytes:
        """What a compressed stream holds."""
        _, found, rest = self.objects[number].partition(b"stream\n")
        if not found or b"/FlateDecode" not in self.objects[number]:
            raise NotAsExpectedError(f"stream {number}")
        try:
            return zlib.decompressobj().decompress(rest)
        except zlib.error as error:
            raise NotAsExpectedError(f"stream {number}") from error

    def put_stream(self, number: int, content: bytes) -> None:
        """Set a stream."""
        packed = zlib.compress(content)
        head = f"<<\n/Length {len(packed)}\n/Filter /FlateDecode\n>>\nstream\n"
        self.objects[number] = head.encode() + packed + b"\nendstream"

    def content(self) -> bytes:
        """The whole file."""
        parts, offsets, length = [self._head], {}, len(self._head)
        for number, content in sorted(self.objects.items()):
            offsets[number] = length
            part = b"%d 0 obj\n%s\nendobj\n" % (number, content.rstrip())
            parts.append(part)
            length += len(part)
        lines = [
            b"%010d 00000 n \n" % offsets[number] if number in offsets else b"0000000000 65535 f \n"
            for number in range(self._next)
        ]
        kept = b"\n".join(found.group() for one in _KEPT if (found := one.search(self._trailer)))
        tail = b"xref\n0 %d\n%strailer\n<<\n/Size %d\n%s\n>>\nstartxref\n%d\n%%%%EOF\n"
        return b"".join(parts) + tail % (self._next, b"".join(lines), self._next, kept, length)

    @staticmethod
    def found(pattern: re.Pattern[bytes], content: bytes) -> bytes:
        """What the pattern's group holds."""
        found = pattern.search(content)
        if found is None:
            raise NotAsExpectedError(pattern.pattern.decode())
        return found.group(1)


def in_hexadecimal(text: str) -> str:
    """A text as PDF writes any alphabet."""
    content = b"\xfe\xff" + text.encode("utf-16-be", "replace")
    return f"<{content.hex().upper()}>"
