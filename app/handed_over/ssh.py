"""The identification line of an SSH server (RFC 4253 §4.2): it names the login program, seldom the device."""

import re

from app.handed_over.free_text import lines_of
from app.untrusted.text import clean, compact

_IDENTIFICATION = re.compile(r"SSH-(\d{1,2}\.\d{1,2})-(\S.{0,250})")


def read(untrusted: str) -> dict[str, str]:
    """The version of the protocol and the software with its comment; {} when no line is of that form."""
    for line in lines_of(untrusted):
        if match := _IDENTIFICATION.match(line.strip()):
            return compact({"version": match[1], "software": clean(match[2])})
    return {}
