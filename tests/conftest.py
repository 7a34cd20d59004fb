"""What every test gets: no screen, its own data folder, and no way to the network of this computer."""

import logging
import os
import socket
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

_THREAD_END_SECONDS = 2.0

#: Text as a hostile device may send it.
HOSTILE_TEXTS = {
    "terminal": "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "right-to-left": "DS-2CD\u202egnp.exe\u2066x\u2069",
    "emoji": "Caméra 📷👨‍👩‍👧‍👦🇨🇦",
    "combining": "Z" + "\u0351\u0300\u0489" * 300,
    "long": "A" * 10_000,
    "surrogates": b"caf\xe9\xff\xfe\x00".decode("utf-8", "surrogateescape"),
    "lone-surrogate": "x\ud800y",
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "attribute": "\"'><b>&amp;&#0;</b><!--",
    "rich-text": '<a href="http://192.0.2.9/">click</a><table><tr><td>',
    "format": "{model} %s %(x)s {0} {0.__class__} $x `id`",
    "controls": "".join(map(chr, range(32))) + "\x7f\x85\u2028\u2029\ufeff",
    "formula": "=cmd|' /C calc'!A0",
    "path": "../../../../etc/passwd\x00.txt",
    "lines": "one\r\ntwo\nthree\rfour",
}


@pytest.fixture(params=HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def hostile_text(request: pytest.FixtureRequest) -> str:
    """One nasty text after the other."""
    return request.param


class NetworkTouchedError(AssertionError):
    """A test tried to reach something other than this computer."""


def _is_harmless(endpoint: socket.socket, address: Any) -> bool:
    if endpoint.family not in {socket.AF_INET, socket.AF_INET6}:
        # AF_UNIX and AF_NETLINK never leave the computer.
        return True
    try:
        parsed = ip_address(str(address[0]).partition("%")[0])
    except (ValueError, IndexError, TypeError):
        return str(address[0]) in {"", "localhost"}
    if parsed.is_multicast and endpoint.family == socket.AF_INET:
        # A group on the loopback adapter does not leave the computer either.
        chosen = endpoint.getsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, 4)
        return chosen == socket.inet_aton("127.0.0.1")
    return parsed.is_loopback


def _refusing(name: str, position: Callable[[tuple[Any, ...]], Any], touched: list[str]) -> Callable[..., Any]:
    real = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = position(arguments)
        if address is not None and not _is_harmless(self, address):
            touched.append(f"{name} {address}")
            raise NetworkTouchedError(f"a test tried to {name} to {address}")
        return real(self, *arguments)

    return guarded


@pytest.fixture(autouse=True)
def network_guard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Sockets reach loopback only. A test that swallows the error fails all the same."""
    touched: list[str] = []
    monkeypatch.setattr(socket.socket, "connect", _refusing("connect", lambda a: a[0], touched))
    monkeypatch.setattr(socket.socket, "connect_ex", _refusing("connect_ex", lambda a: a[0], touched))
    monkeypatch.setattr(socket.socket, "sendto", _refusing("sendto", lambda a: a[-1], touched))
    if hasattr(socket.socket, "sendmsg"):
        third = _refusing("sendmsg", lambda a: a[3] if len(a) > 3 else None, touched)
        monkeypatch.setattr(socket.socket, "sendmsg", third)
    yield touched
    if touched:
        pytest.fail(f"this test tried to reach the network: {touched[:5]}")


@pytest.fixture(autouse=True)
def _own_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path / "camera-check-data"))


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """No thread that keeps the program alive, no task that was forgotten or failed unseen."""
    before = set(threading.enumerate())
    complaints = _Complaints()
    logger = logging.getLogger("asyncio")
    logger.addHandler(complaints)
    yield
    logger.removeHandler(complaints)
    left = [thread for thread in threading.enumerate() if thread not in before and not thread.daemon]
    for thread in left:
        thread.join(_THREAD_END_SECONDS)
    alive = [thread.name for thread in left if thread.is_alive()]
    assert not alive, f"threads left behind: {alive}"
    assert not complaints.texts, f"asyncio complains: {complaints.texts}"
