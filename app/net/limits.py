"""How long, how much and how many: every bound of the network room in one place."""

import sys
from dataclasses import dataclass

_WINDOWS = sys.platform == "win32"


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds with their units. Tests make their own with dataclasses.replace."""

    connect_seconds: float = 1.0
    first_byte_seconds: float = 2.0
    exchange_seconds: float = 4.0
    page_bytes: int = 128 * 1024
    document_bytes: int = 64 * 1024
    header_bytes: int = 32 * 1024
    header_lines: int = 200
    redirects: int = 3
    datagram_bytes: int = 64 * 1024
    #: One host may run several services that each answer every repeat; more than this is a storm.
    datagrams_per_source: int = 256
    sources_per_question: int = 8192
    datagrams_waiting: int = 20_000
    #: Of one question; a thousand cameras that all answer at once fill a third of it.
    waiting_bytes: int = 8 * 1024 * 1024
    #: How long answers that came in before the end may still be read after it.
    last_answers_seconds: float = 0.5
    #: lab §3: 200 cameras overflow the usual 208 KiB.
    socket_buffer_bytes: int = 1024 * 1024
    # A SelectorEventLoop on Windows holds 512 sockets (style §5); connects and sessions wait in separate queues,
    # so that a long list of ports does not hold up the first identification.
    connects_at_once: int = 40 if _WINDOWS else 192
    sessions_at_once: int = 24 if _WINDOWS else 64
    #: A high port that nothing uses (protocols §4.3).
    sweep_port: int = 33_999
    #: Datagrams that wait for ARP are charged to their socket: a fresh one for each block (protocols §4.5).
    sweep_block: int = 256
    sweep_outstanding: int = 500
    sweep_unanswered_seconds: float = 3.5
    sweep_retry_seconds: float = 0.1


DEFAULT_LIMITS = Limits()
