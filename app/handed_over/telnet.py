"""What a telnet server shows before the login: a few lines and the prompt (RFC 854). What stands behind the prompt is never read."""

import re

from app.handed_over.free_text import harmless, has_words, lines_of
from app.untrusted.text import clean, clean_lines, compact

#: Telnet commands: IAC and one or two bytes, as characters, as \xff escapes, or as the replacement character of a decoder.
_COMMANDS = re.compile(
    r"(?:\xff[\xfb-\xfe].|\xff[\xf0-\xfa]|(?:\\x[fF][fF]\\x[fF][b-eB-E]\\x[0-9A-Fa-f]{2})|\ufffd+[\x00-\x1f\"]?)",
    re.DOTALL,
)
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]{0,16}[A-Za-z]|[()][A-Z0-9]|[<>=])")
_LOGIN = re.compile(
    r"(?:\b(?:log[io]n|sign ?in)\b|user ?(?:name)?|account|password|passcode)(?: as)?\s{0,8}[:>]", re.IGNORECASE
)
_ENDS_WITH_LOGIN = re.compile(r".*\blogin", re.IGNORECASE)
#: The prompt of an open command line: from there on somebody may have typed.
_SHELL = re.compile(r"[\w@:~/.\[\]-]{0,48} {0,4}[#$>](?:\s|$)")
#: Most lines before the login that are kept.
_BANNER_LIMIT = 16
_PERSON = re.compile(r"[\w.+-]{1,64}@(?=[\w.-])")


def read(untrusted: str) -> dict[str, str]:
    """The lines before the login and the prompt; {} when there is neither."""
    text = _ESCAPES.sub("", _COMMANDS.sub("", untrusted.replace("\\r", "\r").replace("\\n", "\n"))).lstrip("\r\n\0 ")
    if not has_words(text):
        return {}
    before: list[str] = []
    prompt = ""
    for line in lines_of(text):
        match = _LOGIN.search(line)
        if match or _ENDS_WITH_LOGIN.fullmatch(line.strip()):
            prompt = clean(_PERSON.sub("", line[: match.end()] if match else line))
            break
        if _SHELL.match(line) or len(before) == _BANNER_LIMIT:
            break
        before.append(harmless(line))
    return compact({"prompt": prompt, "banner": clean_lines(before)})
