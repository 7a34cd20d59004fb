"""What the readers share: the web answer around a body, and free text without what names or opens anything for a person."""

import re

from app.untrusted.headers import Head, parse_head, realms
from app.untrusted.text import clean, compact

#: Longest text that is read, in characters, and most lines of it.
TEXT_LIMIT = 64 * 1024
LINES_LIMIT = 256

#: "a@b" is an e-mail address or a user on a host; either is of a person.
_PERSON_AT = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,128}")
#: A login or a place with its value: "password: x", "user = x", "PIN 1234", "logged in as x", "admin/x".
_SECRET = re.compile(
    r"(?:pass(?:word|wd|phrase|code)?|pwd|pin|user(?: ?name| ?id)?|account|login|key)\s{0,4}(?:[:=/]|\bis\b)\s{0,4}\S"
    r"|\b(?:pass(?:word|wd|code)?|pwd|pin)\s{1,4}\S{0,32}\d|logged (?:in|on)\b|\b(?:admin|root)\s{0,2}[:/]\s{0,2}\S"
    r"|\btoken\b|\bsecret\b|credential|\be?ssid\b|\bcommunity\b|\buid\b|\b(?:lat|lon|latitude|longitude|gps)\b",
    re.IGNORECASE,
)
_OTHER_ANSWER = re.compile(r"\s*(?:[<{]|(?:HTTP|RTSP|SIP|ICY)/\d|SSH-\d)", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]{2}")


def lines_of(untrusted: str) -> list[str]:
    """The first lines of a text, bounded, as they stand."""
    return untrusted[:TEXT_LIMIT].splitlines()[:LINES_LIMIT]


def harmless(untrusted_line: str) -> str:
    """The line fit to be kept; "" when it speaks of a login or a place. Addresses of people become "…"."""
    line = _PERSON_AT.sub("…", clean(untrusted_line))
    return "" if _SECRET.search(line) else line


def has_words(untrusted: str) -> bool:
    """True for text that may be a banner: it has a word in it and is no markup, JSON or answer of another protocol."""
    return bool(_WORD.search(untrusted)) and not _OTHER_ANSWER.match(untrusted)


def split_answer(untrusted: str) -> tuple[dict[str, str], str]:
    """The status, server and realms of the web answer around a body ({} when there is none), and the body."""
    text = untrusted[:TEXT_LIMIT]
    if text.lstrip()[:5].upper() != "HTTP/":
        return {}, text
    head = parse_head(text)
    return ({}, "") if head is None else (_head_fields(head), head.untrusted_body)


def _head_fields(head: Head) -> dict[str, str]:
    return compact(
        {
            "status": str(head.status) if head.status else "",
            "server": clean(next(iter(head.all("server")), "")),
            "realm": realms(head.all("www-authenticate")),
        }
    )
