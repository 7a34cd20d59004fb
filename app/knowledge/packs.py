"""Packs of facts on this computer: takes one in, and keeps whose signatures are trusted."""

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.knowledge.current import BEFORE, DIGESTS, PACK, STAMP
from app.knowledge.pack import PACK_BYTES_LIMIT, Pack, mark_of, read_pack
from app.model.problem import (
    FileNotReadableError,
    FileNotWrittenError,
    KnowledgeError,
    PackNotReadableError,
    PackOlderError,
    PackSignerUnknownError,
)

_SIGNERS, _NEWEST = "signers.txt", "newest.txt"
#: Folders that are being laid out or taken away; they are left over where the program was stopped meanwhile.
_WORK = "new-"
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
            _write_whole(self._folder / _SIGNERS, "".join(f"{key.hex()}\n" for key in keys))
        except OSError as error:
            raise FileNotWrittenError(str(error), file=_SIGNERS) from error
        return mark_of(public_key)

    def take_in(self, path: Path, have: dt.date, prove: Callable[[Path], str]) -> Pack:
        """Check the file, prove its facts and make it the current pack; what counted before counts until then.

        have is the date of the facts in use; prove says what is wrong with a folder of facts, "" when nothing is. A pack
        that is older than one taken in before is refused, also after going back to the program's own facts.
        Raises FileNotReadableError, FileNotWrittenError and the Pack… errors.
        """
        pack = read_pack(read_bounded(path), path.name)
        if pack.signer not in self.signers():
            raise PackSignerUnknownError(file=path.name, mark=pack.mark)
        newest = self.newest()
        if pack.date <= have or (newest and pack.date < newest):
            had = max(have, newest or have)
            raise PackOlderError(file=path.name, date=pack.date.isoformat(), have=had.isoformat())
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._clear()
            with tempfile.TemporaryDirectory(dir=self._folder, prefix=_WORK) as name:
                fresh = Path(name) / PACK
                _lay_out(pack, fresh)
                if wrong := _proven(prove, fresh):
                    raise PackNotReadableError(wrong, file=path.name)
                _write_whole(self._folder / _NEWEST, f"{pack.date.isoformat()}\n")
                self._swap(fresh, Path(name))
        except OSError as error:
            raise FileNotWrittenError(str(error), file=path.name) from error
        return pack

    def newest(self) -> dt.date | None:
        """The signed day of the newest pack that was ever taken in here; None when there was none."""
        try:
            return dt.date.fromisoformat((self._folder / _NEWEST).read_text("ascii").strip())
        except (OSError, ValueError):
            return None

    def forget(self) -> None:
        """Go back to the facts that came with the program. Raises FileNotWrittenError."""
        try:
            self._clear()
            # The earlier one first: it would count as soon as the other one is gone.
            for name in (BEFORE, PACK):
                if (self._folder / name).exists():
                    (self._folder / name).replace(Path(tempfile.mkdtemp(dir=self._folder, prefix=_WORK)) / name)
            self._clear()
        except OSError as error:
            raise FileNotWrittenError(str(error), file=PACK) from error

    def _swap(self, fresh: Path, work: Path) -> None:
        """Between any two steps either `current` is whole, or there is none and `before` is."""
        pack, before = self._folder / PACK, self._folder / BEFORE
        if pack.exists():
            if before.exists():
                before.replace(work / BEFORE)
            pack.replace(before)
        fresh.replace(pack)
        _sync_folder(self._folder)
        if before.exists():
            before.replace(work / PACK)

    def _clear(self) -> None:
        """Take away what was left over where the program was stopped."""
        for left in self._folder.glob(f"{_WORK}*"):
            shutil.rmtree(left, ignore_errors=True)


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
    except Exception as error:  # noqa: BLE001 - facts that break their proof in any way do not count
        return f"{type(error).__name__}: {error}"


def _lay_out(pack: Pack, folder: Path) -> None:
    for name, content in pack.files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_through(target, content)
    _write_through(folder / DIGESTS, pack.manifest)
    _write_through(folder / STAMP, __version__.encode("ascii"))
    for below in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        _sync_folder(below)


def _write_through(path: Path, content: bytes) -> None:
    """Write to the disk itself: what is renamed afterwards is there after a power cut, too."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _write_whole(path: Path, text: str) -> None:
    """Write to a small file, whole or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_through(beside, text.encode("ascii"))
        beside.replace(path)
        _sync_folder(path.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk, on systems that can."""
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _is_hex(text: str) -> bool:
    return all(char in "0123456789abcdef" for char in text)
