"""Version texts → parts that can be compared, and the version in a text whose way of writing nobody has described."""

import re

from app.model.firmware import NO_PART, VersionPart

#: Words that stand for "not yet the release", the earliest first.
_BEFORE_RELEASE = ("dev", "alpha", "beta", "pre", "rc")
_PART = re.compile(r"[0-9]+|[a-z]+")
_EXTRA = r"(?:alpha|beta|rc|hotfix|patch|update|sp)"
#: Numbers with dots, each perhaps with a letter or two, a revision behind a dash, or a word like "beta 2".
_NUMBER = (
    r"\d{1,10}(?:[A-Za-z]{1,2}\d{0,3}(?![0-9A-Za-z]))?(?:\.\d{1,10}(?:[A-Za-z]{1,2}\d{0,3}[A-Za-z]?)?(?![0-9A-Za-z])){0,8}"
    r"(?:-\d{1,8}(?![0-9A-Za-z.])|-r\d{1,3}(?![0-9A-Za-z]))?"
    rf"(?:[ ._-]{{0,2}}{_EXTRA}(?:[ ._-]?\d{{1,3}})?(?![0-9A-Za-z]))?"
)
_DOTTED = rf"(?=\d{{1,10}}\.\d){_NUMBER}"
_END = r"(?![0-9A-Za-z])"
#: From the clearest sign of a version to the weakest; the first that is met counts.
_SIGNS = tuple(
    re.compile(sign, re.IGNORECASE)
    for sign in (
        rf"(?<![a-z])(?:firmware|fw)(?: ?version| ?ver\.?)?[ .:=_-]{{0,3}}v?(?P<version>{_DOTTED}){_END}",
        rf"(?<![a-z])(?:software|sw|system|app)(?: ?version| ?ver\.?)?[ .:=_-]{{0,3}}v?(?P<version>{_DOTTED}){_END}",
        rf"(?<![a-z])ver(?:sion)?[ .:=_-]{{0,3}}v?(?P<version>{_DOTTED}){_END}",
        rf"(?<![0-9a-z])v[ ._-]?(?P<version>{_DOTTED}){_END}",
        rf"(?<![0-9a-z.])(?P<version>(?=\d{{1,10}}\.\d{{1,10}}\.\d){_NUMBER}){_END}",
        rf"(?<![0-9a-z.])(?P<version>[a-z]{{1,3}}(?=\d{{1,10}}\.\d{{1,10}}\.\d){_NUMBER}){_END}",
        rf"(?<![0-9a-z.])(?P<version>{_DOTTED}){_END}",
        rf"(?<![0-9a-z])v(?:er(?:sion)?)?[ .:=_-]?(?P<version>{_NUMBER}){_END}",
        rf"(?<![0-9a-z.])(?P<version>r{_DOTTED}){_END}",
        rf"(?<![0-9a-z.])(?P<version>\d{{1,5}}(?:_\d{{1,5}}){{1,4}}){_END}",
        rf"^(?P<version>\d{{1,6}}[a-z]?){_END}(?=\W|$)",
    )
)
#: What stands before a number that is the version of something else.
_OF_ANOTHER = re.compile(
    r"(?<![a-z])(?:onvif|linux|kernel|u-?boot|boot(?:loader)?|rtsp|https?|web|plug-?in|encod(?:ing|er)|dsp|hardware|hw|pcb|mcu|isp|lens|ip|"
    r"h|mp(?:eg)?|model|schema|profile|api|sdk)(?: ?ver(?:sion)?)?[ ./:=_-]{0,3}v?$",
    re.IGNORECASE,
)


def parts_of(version: str) -> tuple[VersionPart, ...]:
    """The parts of a version in the order in which they count. Never empty, and never fails; zeros at the end do not count."""
    parts: list[VersionPart] = []
    for found in _PART.finditer(version.casefold()):
        word = found[0]
        if word.isdigit():
            parts.append((1, int(word), ""))
        elif word in _BEFORE_RELEASE:
            parts.append((0, _BEFORE_RELEASE.index(word), ""))
        elif parts or word != "v":
            parts.append((1, 0, word))
    while len(parts) > 1 and parts[-1] == NO_PART:
        parts.pop()
    return tuple(parts) or (NO_PART,)


def plain_version(text: str) -> str | None:
    """The version that a text holds, as it is written there, without a V before it; None when nothing looks like one."""
    for sign in _SIGNS:
        for found in sign.finditer(text):
            if _OF_ANOTHER.search(text[max(0, found.start() - 24) : found.start()]) is None:
                return found["version"]
    return None
