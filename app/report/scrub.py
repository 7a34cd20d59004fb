"""Replaces what identifies a device, a network or a person in any text, however it is spelt."""

import re
from collections.abc import Iterable, Mapping
from ipaddress import IPv4Address, ip_address, ip_network

from app.report.marks import Marker

#: Shortest serial number that is looked for inside longer words, in letters and digits.
_ANYWHERE_FROM = 8
_SHORTEST = 2
_TAIL = 6
_LONG_RUN = 32
_GROUPS = re.compile(r"[^\W_]+")
_MAC = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{2}(?:[:\-. _]?[0-9a-f]{2}){5}(?![0-9a-f])|(?<![0-9a-f])[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}(?![0-9a-f])",
    re.IGNORECASE,
)
#: Written like a MAC and like nothing else.
_SURELY_MAC = re.compile(
    r"[0-9a-f]{2}(?:([:\-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|(?=\d*[a-f])[0-9a-f]{12}", re.IGNORECASE
)
_UUID = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE)
_RUN = re.compile(r"(?<![0-9a-f])[0-9a-f]{6,}(?![0-9a-f])", re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\d.])(\d{1,3})([.\-_])(\d{1,3})\2(\d{1,3})\2(\d{1,3})(?![\d])(?!\.\d)")
_IPV6 = re.compile(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?:%[\w.\-]+)?(?![\w:])", re.IGNORECASE)

#: Networks that homes and offices use: an address in one of them is never a version.
_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10")))
#: What may stand between two letters of a name that is spelt in another way.
_GAP = r"[\W_]*"
#: Of a longer name only the beginning is looked for; with it goes all that follows in the text.
_NAME_LIMIT = 64
_END = ""

_Trie = dict[str, "_Trie"]


class Scrubber:
    """Knows what belongs to which device. Give names of things with mark(); texts come back with [K7Q-4MX] in their place."""

    def __init__(self, marker: Marker) -> None:
        self._marker = marker
        self._macs: dict[str, str] = {}
        self._tails: dict[str, str] = {}
        self._addresses: dict[str, str] = {}
        self._serials: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._finders: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...] | None = None
        self._name_finder: tuple[re.Pattern[str], Mapping[str, str]] | None = None
        self._cache: dict[tuple[str, bool, bool], str] = {}

    def mac(self, mac: str, mark: str) -> None:
        """A hardware address of the device with this mark."""
        bare = _bare(mac)
        if len(bare) == 12:
            self._macs.setdefault(bare, mark)
            self._tails.setdefault(bare[-_TAIL:], mark)

    def address(self, address: str, mark: str) -> None:
        """An IP address of it."""
        self._addresses.setdefault(address.partition("%")[0].lower(), mark)

    def serial(self, serial: str, mark: str) -> None:
        """A serial number, a UUID or another number of its own."""
        _keep(self._serials, serial, mark)

    def name(self, name: str, mark: str) -> None:
        """A name that a person or the device gave."""
        _keep(self._names, name, mark)

    def numbers(self, text: str) -> str:
        """The text without what is known to belong to a device; a version that looks like an address stays."""
        return self._scrubbed(text, names=False, unknown=False)

    def template(self, text: str) -> str:
        """The text without numbers and addresses; names stay, because they may be ordinary words of ours."""
        return self._scrubbed(text, names=False, unknown=True)

    def everything(self, text: str) -> str:
        """The text without numbers, names, and whatever else looks like an address."""
        return self._scrubbed(text, names=True, unknown=True)

    def network(self, network: str) -> str:
        """A network as a mark with its size."""
        size = network.rpartition("/")[2] if "/" in network else ""
        mark = self._token(self._marker(f"network {network.strip().lower()}"))
        return f"{mark}/{size}" if size.isascii() and size.isdigit() else mark

    def _scrubbed(self, text: str, *, names: bool, unknown: bool) -> str:
        key = (text, names, unknown)
        told = self._cache.get(key)
        if told is None:
            told = self._cache[key] = self._scrub(text, names=names, unknown=unknown)
        return told

    def _scrub(self, text: str, *, names: bool, unknown: bool) -> str:
        text = _UUID.sub(lambda found: self._uuid(found.group(), unknown=unknown), text)
        text = _MAC.sub(lambda found: self._mac(found.group(), unknown=unknown), text)
        text = _IPV6.sub(lambda found: self._ip(found, unknown=unknown), text)
        text = _IPV4.sub(lambda found: self._ip(found, unknown=unknown), text)
        for finder, marks in self._all_finders():
            text = _replace(text, finder, marks)
        text = _RUN.sub(lambda found: self._run(found.group(), unknown=unknown), text)
        if names:
            if self._name_finder is None:
                self._name_finder = (_finder(self._names, whole=True), self._names)
            text = _replace(text, *self._name_finder)
        return text

    def _all_finders(self) -> tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]:
        if self._finders is None:
            long = {key: mark for key, mark in self._serials.items() if len(key) >= _ANYWHERE_FROM}
            short = {key: mark for key, mark in self._serials.items() if len(key) < _ANYWHERE_FROM}
            self._finders = ((_finder(long, whole=False), long), (_finder(short, whole=True), short))
        return self._finders

    def _token(self, mark: str) -> str:
        return f"[{mark}]"

    def _unknown(self, text: str) -> str:
        return self._token(self._marker(f"text {text.lower()}"))

    def _uuid(self, text: str, *, unknown: bool) -> str:
        bare = _bare(text)
        mark = self._serials.get(bare) or self._macs.get(bare[-12:])
        if mark:
            return self._token(mark)
        return self._unknown(bare) if unknown else text

    def _mac(self, text: str, *, unknown: bool) -> str:
        bare = _bare(text)
        if bare in self._macs:
            return self._token(self._macs[bare])
        return self._unknown(bare) if unknown and _SURELY_MAC.fullmatch(text) else text

    def _run(self, text: str, *, unknown: bool) -> str:
        """A run of hexadecimal digits: the end of a MAC, or something long with a MAC inside."""
        bare = text.lower()
        if unknown and bare in self._tails:
            return self._token(self._tails[bare])
        for start in range(len(bare) - 11):
            if mark := self._macs.get(bare[start : start + 12]):
                return self._token(mark)
        return self._unknown(bare) if unknown and len(bare) >= _LONG_RUN else text

    def _ip(self, found: re.Match[str], *, unknown: bool) -> str:
        text = found.group()
        plain = text.partition("%")[0].lower()
        if ":" not in plain:
            plain = re.sub("[-_]", ".", plain)
        if mark := self._addresses.get(plain):
            return self._token(mark)
        try:
            address = ip_address(plain)
        except ValueError:
            return text
        if not unknown or not any(char.isalnum() for char in plain):
            return text
        if isinstance(address, IPv4Address) and not any(address in network for network in _PRIVATE):
            before = found.string[: found.start()][-1:]
            alone = found.string.strip() == text
            if alone or "." not in text or before.isalnum() or before in {"/", "-", "_"}:
                return text  # more likely a version
        return self._unknown(plain)


def _bare(text: str) -> str:
    """Its letters and digits; what stands between them does not count."""
    return "".join(_GROUPS.findall(text.lower()))


def _keep(into: dict[str, str], text: str, mark: str) -> None:
    bare = _bare(text)
    if len(bare) >= _SHORTEST:
        into.setdefault(bare[:_NAME_LIMIT], mark)


def _replace(text: str, finder: re.Pattern[str], marks: Mapping[str, str]) -> str:
    def told(found: re.Match[str]) -> str:
        return f"[{marks.get(_bare(found.group())[:_NAME_LIMIT], 'X')}]"

    return finder.sub(told, text)


def _finder(needles: Iterable[str], *, whole: bool) -> re.Pattern[str]:
    """Finds the longest of the needles, in any case and with any punctuation between their characters."""
    trie: _Trie = {}
    for needle in needles:
        node = trie
        for char in needle:
            node = node.setdefault(char, {})
        node[_END] = {}
        if len(needle) == _NAME_LIMIT:
            node[_END] = {_END: {}}
    if not trie:
        return re.compile(r"(?!)")
    pattern = _pattern(trie)
    return re.compile(rf"(?<![^\W_]){pattern}(?![^\W_])" if whole else pattern, re.IGNORECASE | re.DOTALL)


def _pattern(trie: _Trie, *, led: bool = False) -> str:
    """A trie as a regular expression; chains of one child are written without groups, so that it stays flat.

    led tells that a character stands before it.
    """
    written: list[str] = []
    node = trie
    while len(node) == 1 and _END not in node:
        char, node = next(iter(node.items()))
        written.append(re.escape(char))
    so_far = (_GAP if led and written else "") + _GAP.join(written)
    if node.get(_END):
        return f"{so_far}.*"
    branches = [f"{re.escape(char)}{_pattern(child, led=True)}" for char, child in node.items() if char != _END]
    if not branches:
        return so_far
    gap = _GAP if written or led else ""
    return f"{so_far}(?:{gap}(?:{'|'.join(branches)})){'?' if _END in node else ''}"
