"""The numbers that authorities and standards give: FCC ID, ISED number, hardware address."""

import re

from app.untrusted.text import mac_address

_MAC = re.compile(
    r"(?<![0-9A-Fa-f:.-])(?:(?:[0-9A-Fa-f]{2}[-: ]){5}[0-9A-Fa-f]{2}|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4}|[0-9A-Fa-f]{12})(?![0-9A-Fa-f])"
)
_FCC = re.compile(r"[0-9A-Z][0-9A-Z-]{3,19}")
#: A code that begins with a digit has five characters, others have three (47 CFR 2.926).
_LONG_CODE, _SHORT_CODE = 5, 3
_FCC_PRODUCT_LIMIT = 14
_ISED = re.compile(r"(\d{1,6}[A-Z]{0,2})\s?-\s?([A-Z0-9]{1,11})(?![A-Z0-9])")


def addresses(untrusted: str) -> list[str]:
    """The hardware addresses in a text as aa:bb:cc:dd:ee:ff."""
    found = (mac_address(match[0]) for match in _MAC.finditer(untrusted))
    return list(dict.fromkeys(mac for mac in found if mac))


def fcc_id(untrusted: str) -> str:
    """The FCC ID that the text begins with, "" when it is not written like one."""
    words = untrusted.upper().replace("–", "-").split()
    if not words:
        return ""
    text = words[0].strip(".,;:()")
    if len(words) > 1 and len(text) == code_length(text) and re.fullmatch(r"[0-9A-Z-]{1,14}", words[1]):
        text = f"{text}-{words[1].lstrip('-')}"
    rest = text[code_length(text) :].lstrip("-")
    fits = _FCC.fullmatch(text) and 1 <= len(rest) <= _FCC_PRODUCT_LIMIT and "-" not in text[: code_length(text)]
    return text if fits else ""


def code_length(untrusted_fcc_id: str) -> int:
    """How many characters of an FCC ID name the applicant."""
    return _LONG_CODE if untrusted_fcc_id[:1].isdigit() else _SHORT_CODE


def halves(fcc: str) -> tuple[str, str]:
    """The applicant's code and the product's code."""
    length = code_length(fcc)
    return fcc[:length], fcc[length:].removeprefix("-")


def ised_number(untrusted: str) -> str:
    """The certification number (company-product) that the text begins with, "" when it is not written like one."""
    found = _ISED.match(untrusted.upper().replace("–", "-"))
    return f"{found[1]}-{found[2]}" if found else ""
