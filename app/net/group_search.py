"""Asks a group the one question of a protocol a few times and hears answers until listening ends."""

from collections.abc import Callable, Sequence

from app.model.events import QuestionRecord
from app.model.network import Scope
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end, wait_until
from app.net.udp import Datagram, GroupQuestion

#: Seconds after the first send.
SEND_AT_TWICE = (0.0, 1.2)
#: For families that mostly hang on Wi-Fi, where groups are lost more often.
SEND_AT_THRICE = (0.0, 0.8, 2.0)

Parse = Callable[[bytes], dict[str, str]]
Build = Callable[[Scope], bytes]


async def search(
    net: Net,
    seen: See,
    protocol: Protocol,
    question: GroupQuestion,
    *,
    sends: Sequence[tuple[float, bytes | Build]],
    parse: Parse,
) -> QuestionRecord:
    """Send each datagram at its moment, in seconds from now, and tell what parse reads in the answers ({}: none).

    A datagram that depends on the adapter is built for each scope. Without sends it only listens.
    """
    answers = Answers(protocol, question.port, seen)

    def receive(datagram: Datagram) -> None:
        if fields := parse(datagram.untrusted_data):
            answers.tell(datagram, fields)

    async with net.open_udp(question, receive) as asker:
        begin = net.clock()
        for place, (offset, payload) in enumerate(sends):
            if not await wait_until(net, begin + offset):
                break
            asker.send_groups(payload, again=place > 0)
        await wait_for_the_end(net)
    return QuestionRecord(question.name, sent=asker.sent, answered=answers.sources, available=asker.available)


def repeated(payload: bytes | Build, send_at: Sequence[float]) -> tuple[tuple[float, bytes | Build], ...]:
    """The same datagram at each of those moments."""
    return tuple((offset, payload) for offset in send_at)
