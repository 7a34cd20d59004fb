"""Keeps and reads the frames of one link. Usage inside the switch: python -m tests.lan.capture LINK FILE."""

import signal
import socket
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

_EVERY_PROTOCOL = 0x0003
_FRAME_BYTES = 65536
_BUFFER_BYTES = 32 * 1024 * 1024
_FORCE_BUFFER = 33
_LENGTH = struct.Struct("!I")


@dataclass(frozen=True)
class Packet:
    """One frame. source and target are IP addresses (ARP: the protocol addresses); protocol is arp, udp, tcp, icmp or other."""

    source_mac: str
    protocol: str
    source: str
    target: str
    source_port: int = 0
    target_port: int = 0
    payload: bytes = b""


def keep_frames(link: str, file: Path) -> None:
    """Write every frame of the link to the file until SIGTERM."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERY_PROTOCOL)) as listener:
        try:
            listener.setsockopt(socket.SOL_SOCKET, _FORCE_BUFFER, _BUFFER_BYTES)
        except PermissionError:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER_BYTES)
        listener.bind((link, 0))
        listener.settimeout(0.2)
        ending = False

        def end(_number: int, _frame: object) -> None:
            nonlocal ending
            ending = True

        signal.signal(signal.SIGTERM, end)
        with file.open("wb") as stream:
            stream.flush()
            while True:
                try:
                    frame = listener.recv(_FRAME_BYTES)
                except TimeoutError:
                    if ending:
                        return
                    continue
                stream.write(_LENGTH.pack(len(frame)) + frame)


def read_packets(file: Path) -> Iterator[Packet]:
    """The frames that keep_frames wrote."""
    data = file.read_bytes()
    place = 0
    while place + _LENGTH.size <= len(data):
        (length,) = _LENGTH.unpack_from(data, place)
        place += _LENGTH.size
        yield parse_frame(data[place : place + length])
        place += length


def parse_frame(frame: bytes) -> Packet:
    """One Ethernet frame."""
    mac = frame[6:12].hex(":")
    (kind,) = struct.unpack_from("!H", frame, 12)
    body = frame[14:]
    if kind == 0x0806:
        return Packet(mac, "arp", str(IPv4Address(body[14:18])), str(IPv4Address(body[24:28])))
    if kind == 0x0800:
        head = (body[0] & 15) * 4
        (length,) = struct.unpack_from("!H", body, 2)
        addresses = str(IPv4Address(body[12:16])), str(IPv4Address(body[16:20]))
        return _transport(mac, body[9], *addresses, body[head:length])
    if kind == 0x86DD:
        (length,) = struct.unpack_from("!H", body, 4)
        addresses = str(IPv6Address(body[8:24])), str(IPv6Address(body[24:40]))
        return _transport(mac, body[6], *addresses, body[40 : 40 + length])
    return Packet(mac, "other", "", "")


def _transport(mac: str, protocol: int, source: str, target: str, body: bytes) -> Packet:
    if protocol == 17 and len(body) >= 8:
        ports = struct.unpack_from("!HH", body)
        return Packet(mac, "udp", source, target, *ports, body[8:])
    if protocol == 6 and len(body) >= 20:
        ports = struct.unpack_from("!HH", body)
        return Packet(mac, "tcp", source, target, *ports, body[(body[12] >> 4) * 4 :])
    return Packet(mac, "icmp" if protocol in {1, 58} else "other", source, target)


if __name__ == "__main__":
    keep_frames(sys.argv[1], Path(sys.argv[2]))
