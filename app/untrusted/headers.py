"""Reads the head of an HTTP or RTSP answer that a device sent: status line, headers, login challenges."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.untrusted.text import clean_lines

#: Gives every value of a header, whatever the case of its name: HttpResponse.all and Head.all.
HeaderValues = Callable[[str], Sequence[str]]

#: Longest head and longest single header that are read, in characters.
HEAD_LIMIT = 32 * 1024
VALUE_LIMIT = 4 * 1024

_STATUS_LINE = re.compile(r"(?:HTTP|RTSP|ICY)(?:/\d(?:\.\d)?)? +(\d{3})(?!\d)", re.IGNORECASE)
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z0-9_-]*)[ \t]*:[ \t]*(.*)")
_END_OF_HEAD = re.compile(r"\r?\n\r?\n|\r\r")
#: A quote that is left open reaches to the end, also behind a last "\": otherwise every later quote would be tried anew.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?$)', re.DOTALL)
_REALM = re.compile(r'\brealm\s{0,8}=\s{0,8}(?:"((?:[^"\\]|\\.)*+)(?:"|\\?$)|([^\s,"]+))', re.IGNORECASE | re.DOTALL)
_SCHEME = re.compile(r"(?:^|,)\s*([A-Za-z][A-Za-z0-9_-]*)(?=\s+[A-Za-z]|\s*(?:,|$))")


@dataclass(frozen=True, slots=True)
class Head:
    """A status (0 when the text has no status line), the headers in order, and what follows them."""

    status: int
    untrusted_headers: tuple[tuple[str, str], ...]
    untrusted_body: str

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that header."""
        return tuple(value for key, value in self.untrusted_headers if key == name.lower())


def parse_head(untrusted: str) -> Head | None:
    """The head of a whole answer or of its headers alone; None when the text begins with neither."""
    text = untrusted.lstrip("\ufeff\r\n\t ")
    end = _END_OF_HEAD.search(text, 0, HEAD_LIMIT)
    head, body = (text[: end.start()], text[end.end() :]) if end else (text[:HEAD_LIMIT], "")
    lines = head.splitlines()
    status_line = _STATUS_LINE.match(lines[0]) if lines else None
    headers: list[tuple[str, str]] = []
    for line in lines[1:] if status_line else lines:
        if line[:1] in {" ", "\t"} and headers:
            name, value = headers[-1]
            headers[-1] = (name, f"{value} {line.strip()}"[:VALUE_LIMIT])
        elif match := _HEADER_LINE.match(line):
            headers.append((match[1].lower(), match[2].strip()[:VALUE_LIMIT]))
        elif not status_line:
            return None
    if not status_line and not headers:
        return None
    return Head(int(status_line[1]) if status_line else 0, tuple(headers), body)


def realms(untrusted_challenges: Sequence[str]) -> str:
    """The realms of WWW-Authenticate values, one a line; quotes may be missing or left open."""
    found: list[str] = []
    for challenge in untrusted_challenges:
        for match in _REALM.finditer(challenge[:VALUE_LIMIT]):
            quoted = match[1]
            found.append(re.sub(r"\\(.)", r"\1", quoted) if quoted is not None else match[2])
    return clean_lines(found)


def schemes(untrusted_challenges: Sequence[str]) -> str:
    """The schemes of WWW-Authenticate values, one a line."""
    found: list[str] = []
    for challenge in untrusted_challenges:
        found.extend(match[1] for match in _SCHEME.finditer(_QUOTED.sub('""', challenge[:VALUE_LIMIT])))
    return clean_lines(found)
