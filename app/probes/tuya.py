"""What Tuya devices announce by themselves (protocols §3.20). Nothing is sent; a camera cannot be told from a plug."""

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.padding import PKCS7

from app.model.events import QuestionRecord
from app.model.sighting import Protocol
from app.net.answers import Answers, See
from app.net.network import Net
from app.net.pause import wait_for_the_end
from app.net.udp import Datagram, GroupQuestion
from app.untrusted.binary import bytes_of, number
from app.untrusted.json import first_object, scalar
from app.untrusted.text import compact, decode

PLAIN_PORT, CIPHERED_PORT = 6666, 6667
#: Announcements in clear, and those in the cipher whose key is the same in every device.
PLAIN = GroupQuestion("tuya", PLAIN_PORT, listen_port=PLAIN_PORT)
CIPHERED = GroupQuestion("tuya-ciphered", CIPHERED_PORT, listen_port=CIPHERED_PORT)

#: The MD5 of the text that every device holds (protocols §3.20).
_KEY = bytes.fromhex("6c1ec8e2bb9bb59ab50b0daf649b410a")
_PREFIX, _SUFFIX = 0x000055AA, 0x0000AA55
_HEADER_SIZE, _RETURN_CODE_SIZE, _TRAILER_SIZE = 16, 4, 8
_BLOCK = 16
_FRAME_LIMIT = 4096
#: The device's identifier (gwId) is not in the list: it is half of what opens it.
_TEXTS = {"ip": "address", "productKey": "product_key", "version": "version"}


def parse_announcement(untrusted: bytes) -> dict[str, str]:
    """The fields of an announcement of either kind, {} for all else."""
    size = number(untrusted, 12, 4, "big")
    if size is None or len(untrusted) > _FRAME_LIMIT or number(untrusted, 0, 4, "big") != _PREFIX:
        return {}
    end = _HEADER_SIZE + size
    if size < _TRAILER_SIZE or number(untrusted, end - 4, 4, "big") != _SUFFIX:
        return {}
    payload = untrusted[_HEADER_SIZE : end - _TRAILER_SIZE]
    # The return code is left out by some firmware.
    return _read_payload(payload[_RETURN_CODE_SIZE:]) or _read_payload(payload)


def read(untrusted: str) -> dict[str, str]:
    """The fields of an announcement: its JSON, or the datagram in hexadecimal digits."""
    return _fields(untrusted) if "{" in untrusted else parse_announcement(bytes_of(untrusted))


async def ask(net: Net, seen: See) -> QuestionRecord:
    """Hear announcements until listening ends."""
    plain, ciphered = Answers(Protocol.TUYA, PLAIN_PORT, seen), Answers(Protocol.TUYA, CIPHERED_PORT, seen)

    def receive(datagram: Datagram, answers: Answers) -> None:
        if fields := parse_announcement(datagram.untrusted_data):
            answers.tell(datagram, fields)

    async with (
        net.open_udp(PLAIN, lambda datagram: receive(datagram, plain)) as first,
        net.open_udp(CIPHERED, lambda datagram: receive(datagram, ciphered)) as second,
    ):
        await wait_for_the_end(net)
    return QuestionRecord(
        Protocol.TUYA, answered=plain.sources + ciphered.sources, available=first.available and second.available
    )


def _read_payload(untrusted: bytes) -> dict[str, str]:
    if untrusted[:1] == b"{":
        return _fields(decode(untrusted))
    if not untrusted or len(untrusted) % _BLOCK:
        return {}
    # Everybody knows the key: this is how announcements are written, not protection (protocols §3.20).
    decryptor = Cipher(AES(_KEY), ECB()).decryptor()  # noqa: S305 - the protocol's mode, nothing of ours is hidden by it
    padded = decryptor.update(untrusted) + decryptor.finalize()
    unpadder = PKCS7(8 * _BLOCK).unpadder()
    try:
        return _fields(decode(unpadder.update(padded) + unpadder.finalize()))
    except ValueError:
        return {}


def _fields(untrusted: str) -> dict[str, str]:
    said = first_object(untrusted)
    if not scalar(said.get("gwId")) and not scalar(said.get("productKey")):
        return {}
    return compact({field: scalar(said.get(key)) for key, field in _TEXTS.items()})
