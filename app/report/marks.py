"""Short marks that stand for devices, networks and names on paper that goes out; only this computer can make them again."""

import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from app.model.problem import FileNotReadableError, FileNotWrittenError
from app.places import data_folder

_SECRET_BYTES = 32
_FILE = "report-marks.key"
#: Crockford's base 32: no letter that is taken for a digit or for another letter.
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 6

#: Gives the mark of a text; the same text always has the same one.
Marker = Callable[[str], str]


def secret(folder: Path | None = None) -> bytes:
    """The person's own secret, made when it is first needed. Raises FileNotReadableError, FileNotWrittenError."""
    path = (folder or data_folder()) / _FILE
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise FileNotReadableError(str(error), file=path.name) from error
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):  # another window made it at the same moment
            _write(path, token_bytes(_SECRET_BYTES))
        return _read(path)
    except OSError as error:
        raise FileNotWrittenError(str(error), file=path.name) from error


def forget_secret(folder: Path | None = None) -> None:
    """Delete the secret: marks on paper that went out lead nowhere from then on. Raises FileNotWrittenError."""
    path = (folder or data_folder()) / _FILE
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileNotWrittenError(str(error), file=path.name) from error


def marker(secret_bytes: bytes) -> Marker:
    """Marks of six characters, written like K7Q-4MX. Two of 2,000 devices share one in 1 of 500 cases: see unique()."""

    def mark(text: str) -> str:
        number = int.from_bytes(hmac.digest(secret_bytes, text.encode("utf-8", "replace"), sha256)[:8])
        letters = "".join(_LETTERS[number >> 5 * place & 31] for place in range(_LENGTH))
        return f"{letters[:3]}-{letters[3:]}"

    return mark


def unique(mark: Marker, text: str, taken: set[str]) -> str:
    """The mark of a text, another one where an earlier text has it already; taken grows by it."""
    told, tries = mark(text), 0
    while told in taken:
        tries += 1
        told = mark(f"{text}\n{tries}")
    taken.add(told)
    return told


def _read(path: Path) -> bytes:
    content = path.read_bytes()
    if len(content) != _SECRET_BYTES:
        raise FileNotReadableError("not of the right length", file=path.name)
    return content


def _write(path: Path, content: bytes) -> None:
    """Write it whole under a name of its own first; for this person's eyes only."""
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(half, path)
        except FileExistsError:
            raise
        except OSError:  # a disk that knows no links: a memory stick
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)
