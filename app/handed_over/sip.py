"""A SIP message (RFC 3261 §7): who sent it by its Server and User-Agent. Callers, callees and contacts are never kept."""

import re

from app.handed_over.free_text import TEXT_LIMIT
from app.untrusted.headers import parse_head, realms
from app.untrusted.text import clean, compact

_STATUS = re.compile(r"SIP/2\.0 +(\d{3})(?!\d)[^\r\n]*", re.IGNORECASE)
_REQUEST = re.compile(r"[A-Z]{3,12} +\S{1,512} +SIP/2\.0[^\r\n]*")
#: A domain of one's own is often the realm of a telephone account; a device's own realm is one word.
_ONE_WORD = re.compile(r"[\w-]{1,64}")


def read(untrusted: str) -> dict[str, str]:
    """The status of an answer, and the programs that the headers name; {} when they name none."""
    text = untrusted[:TEXT_LIMIT].lstrip()
    status = _STATUS.match(text)
    first_line = status or _REQUEST.match(text)
    head = parse_head(text[first_line.end() :] if first_line else text)
    if head is None or (not first_line and head.status):
        return {}
    challenges = (*head.all("www-authenticate"), *head.all("proxy-authenticate"))
    fields = {
        "server": clean(next(iter(head.all("server")), "")),
        "user_agent": clean(next(iter(head.all("user-agent")), "")),
        "realm": "\n".join(realm for realm in realms(challenges).splitlines() if _ONE_WORD.fullmatch(realm)),
    }
    return compact({"status": status[1] if status else "", **fields}) if any(fields.values()) else {}
