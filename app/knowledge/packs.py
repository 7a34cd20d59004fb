"""Packs of facts on this computer: takes one in, and keeps whose signatures are trusted."""

import datetime as dt
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.knowledge.current import PACK, STAMP
from app.knowledge.pack import PACK_BYTES_LIMIT, Pack, mark_of, read_pack
from app.model.problem import (
    FileNotReadableError,
    FileNotWrittenError,
    KnowledgeError,
    PackNotReadableError,
    PackOlderError,
    PackSignerUnknownError,
)

_SIGNERS = "signers.txt"
_KEY_DIGITS = 64


class Packs:
    """The packs below one folder. The files there are the person's own: they were checked when they came in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def signers(self) -> frozenset[bytes]:
        """The public keys that the person trusts."""
        try:
            lines = (self._folder / _SIGNERS).read_text("ascii").split()
        except (OSError, ValueError):
            return frozenset()
        return frozenset(bytes.fromhex(line) for line in lines if len(line) == _KEY_DIGITS and _is_hex(line))

    def trust(self, public_key: bytes) -> str:
        """Trust a signer from now on; gives the signer's mark. Raises FileNotWrittenError."""
        keys = sorted({*self.signers(), public_key})
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / _SIGNERS).write_text("".join(f"{key.hex()}\n" for key in keys), "ascii")
        except OSError as error:
            raise FileNotWrittenError(str(error), file=_SIGNERS) from error
        return mark_of(public_key)

    def take_in(self, path: Path, have: dt.date, prove: Callable[[Path], str]) -> Pack:
        """Check the file, prove its facts and make it the current pack; what counted before counts until then.

        have is the date of the facts in use; prove says what is wrong with a folder of facts, "" when nothing is.
        Raises FileNotReadableError, FileNotWrittenError and the Pack… errors.
        """
        pack = read_pack(read_bounded(path), path.name)
        if pack.signer not in self.signers():
            raise PackSignerUnknownError(file=path.name, mark=pack.mark)
        if pack.date <= have:
            raise PackOlderError(file=path.name, date=pack.date.isoformat(), have=have.isoformat())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self._folder, prefix="new-") as name:
                fresh = Path(name) / PACK
                _lay_out(pack, fresh)
                if wrong := _proven(prove, fresh):
                    raise PackNotReadableError(wrong, file=path.name)
                if (self._folder / PACK).exists():
                    (self._folder / PACK).replace(Path(name) / "before")
                fresh.replace(self._folder / PACK)
        except OSError as error:
            raise FileNotWrittenError(str(error), file=path.name) from error
        return pack

    def forget(self) -> None:
        """Go back to the facts that came with the program."""
        shutil.rmtree(self._folder / PACK, ignore_errors=True)


def read_bounded(path: Path) -> bytes:
    """The file, or one byte more than any pack has. Raises FileNotReadableError."""
    try:
        with path.open("rb") as stream:
            return stream.read(PACK_BYTES_LIMIT + 1)
    except OSError as error:
        raise FileNotReadableError(str(error), file=path.name) from error


def _proven(prove: Callable[[Path], str], folder: Path) -> str:
    try:
        return prove(folder)
    except KnowledgeError as error:
        return error.detail


def _lay_out(pack: Pack, folder: Path) -> None:
    for name, content in pack.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (folder / STAMP).write_text(__version__, "ascii")


def _is_hex(text: str) -> bool:
    return all(char in "0123456789abcdef" for char in text)
