"""The greeting of an FTP server (RFC 959 §5.4): reply lines 120, 220 and 421 before anybody says who they are."""

import re

from app.handed_over.free_text import harmless, has_words, lines_of
from app.untrusted.text import clean_lines, compact

_GREETING = re.compile(r"(120|220|421)([ -])(.*)")
_REPLY = re.compile(r"\d{3}[ -]")


def read(untrusted: str) -> dict[str, str]:
    """The lines of the greeting without their numbers; {} when there is none."""
    lines = lines_of(untrusted.lstrip())
    if not any(_REPLY.match(line) for line in lines):
        # Some tools cut the number off.
        banner = [harmless(lines[0])] if lines and has_words(lines[0]) else []
        return compact({"banner": clean_lines(banner)})
    return compact({"banner": clean_lines(_greeting(lines))})


def _greeting(lines: list[str]) -> list[str]:
    """Of "220-" all lines up to "220 " belong to it; a client's commands and later replies do not."""
    found: list[str] = []
    inside = False
    for line in lines:
        match = _GREETING.match(line)
        if match:
            found.append(harmless(match[3]))
            inside = match[2] == "-"
        elif inside:
            found.append(harmless(line))
        if not inside and (found or _REPLY.match(line)):
            break
    return found
