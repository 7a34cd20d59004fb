"""A small stand-in for Net: group questions without sockets. answer(payload) says what the pretend network sends back."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from types import MappingProxyType, SimpleNamespace
from typing import Any

from app.net.udp import Datagram, GroupQuestion

Answer = Callable[[bytes], Sequence[Datagram]]


class FakeAsker:
    def __init__(self, net: "GroupNet", question: GroupQuestion, receive: Callable[[Datagram], None]) -> None:
        self.sent = 0
        self.available = question.listen_port not in net.taken_ports or not question.listen_port
        self._net = net
        self._question = question
        self._receive = receive

    def send_groups(self, payload: bytes | Callable[[Any], bytes], *, again: bool = False) -> None:
        if not isinstance(payload, bytes):
            payload = payload(self._net.scopes[0])
        self.sent += 1
        self._net.sent.append((self._question, payload, self._net.clock()))
        self._answer(payload)

    def send_to(self, address: str, payload: bytes) -> bool:
        self._net.sent_to.append((address, payload))
        self._answer(payload)
        return True

    def _answer(self, payload: bytes) -> None:
        for datagram in self._net.answer(payload):
            asyncio.get_running_loop().call_soon(self._receive, datagram)


class GroupNet:
    def __init__(
        self,
        answer: Answer = lambda payload: (),
        *,
        listen_seconds: float = 0.05,
        taken_ports: Sequence[int] = (),
        heard: Mapping[int, Sequence[Datagram]] = MappingProxyType({}),
        scope: Any = None,
    ) -> None:
        """heard comes in unasked on ports that are listened on."""
        self.answer = answer
        self.listen_until = listen_seconds
        self.taken_ports = taken_ports
        self.sent: list[tuple[GroupQuestion, bytes, float]] = []
        self.sent_to: list[tuple[str, bytes]] = []
        self.questions: list[GroupQuestion] = []
        self.heard = heard
        self.scopes = (scope or SimpleNamespace(interface=SimpleNamespace(name="eth9")),)
        self._began = time.monotonic()

    def clock(self) -> float:
        return time.monotonic() - self._began

    def may_visit(self, address: str) -> bool:
        return address.startswith(("192.168.124.", "fe80::"))

    @asynccontextmanager
    async def open_udp(self, question: GroupQuestion, receive: Callable[[Datagram], None]) -> AsyncIterator[FakeAsker]:
        self.questions.append(question)
        for one in self.heard.get(question.listen_port, ()):
            asyncio.get_running_loop().call_soon(receive, one)
        yield FakeAsker(self, question, receive)


def datagram(untrusted_data: bytes, source: str = "192.168.124.40", port: int = 40123) -> Datagram:
    return Datagram(untrusted_data, source, port, "eth9")
