"""A pack of facts in one file: a zip of resource tables, a manifest of their digests, and an Ed25519 signature of the manifest.

manifest.json   {"format": 1, "date": "2026-11-25", "files": {"rules/http-titles.toml": "<SHA-256>", …}}
signature       the signer's public key (32 bytes), then the signature (64 bytes) of CONTEXT + manifest.json
everything else only what the manifest names, below the folders of PARTS
"""

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.knowledge.parts import PARTS
from app.model.problem import PackForNewerProgramError, PackNotReadableError, PackSignatureError

#: What a pack is written in; a program reads packs of its own number only.
FORMAT = 1
CONTEXT = b"camera-check facts 1\n"
PACK_BYTES_LIMIT = 32 * 1024 * 1024
_UNPACKED_LIMIT = 128 * 1024 * 1024
_FILES_LIMIT = 2000
#: A pack of tables unpacks to about five times its size; what is more than this many times larger is none.
_RATIO_LIMIT = 100
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MANIFEST, _SIGNATURE = "manifest.json", "signature"
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64
_NAME = re.compile(rf"(?:{'|'.join(PARTS)})(?:/[a-zA-Z0-9_-]+)*/[a-zA-Z0-9_-]+(?:\.[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose content fits its signature. signer is the public key; whether that signer is trusted is not decided here."""

    date: dt.date
    files: Mapping[str, bytes]
    signer: bytes
    manifest: bytes

    @property
    def mark(self) -> str:
        """The signer's mark as people read it out."""
        return mark_of(self.signer)


def mark_of(public_key: bytes) -> str:
    """Sixteen letters and digits in groups of four: the beginning of the SHA-256 of a public key."""
    digest = hashlib.sha256(public_key).hexdigest()[:16].upper()
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def read_pack(untrusted: bytes, file: str) -> Pack:
    """Check and unpack. Raises PackNotReadableError, PackSignatureError, PackForNewerProgramError, each naming the file."""
    untrusted_files = _unzipped(untrusted, file)
    manifest_bytes = untrusted_files.pop(_MANIFEST, b"")
    signer = _signer(untrusted_files.pop(_SIGNATURE, b""), manifest_bytes, file)
    manifest = _manifest(manifest_bytes, file)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in untrusted_files.items()}
    if digests != manifest["files"]:
        raise PackSignatureError("the files are not those of the manifest", file=file)
    if unknown := [name for name in digests if not _NAME.fullmatch(name)]:
        raise PackNotReadableError(f"no place for {unknown[0][:80]!r}", file=file)
    return Pack(dt.date.fromisoformat(manifest["date"]), MappingProxyType(untrusted_files), signer, manifest_bytes)


def write_pack(resources: Path, date: dt.date, key: Ed25519PrivateKey) -> bytes:
    """The facts below a resources folder as a signed pack. The same facts, date and key give the same bytes."""
    files = {
        path.relative_to(resources).as_posix(): path.read_bytes()
        for part in PARTS
        for path in sorted((resources / part).rglob("*"))
        if path.is_file() and _NAME.fullmatch(path.relative_to(resources).as_posix())
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = json.dumps({"format": FORMAT, "date": date.isoformat(), "files": digests}, sort_keys=True).encode()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    content = {_MANIFEST: manifest, _SIGNATURE: public + key.sign(CONTEXT + manifest), **files}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _unzipped(untrusted: bytes, file: str) -> dict[str, bytes]:
    if len(untrusted) > PACK_BYTES_LIMIT:
        raise PackNotReadableError("too large", file=file)
    try:
        return _content(untrusted)
    except Exception as error:  # nothing is signed yet: whatever a damaged archive raises, it is not readable
        raise PackNotReadableError(f"{type(error).__name__}: {error}", file=file) from error


def _content(untrusted: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(untrusted)) as archive:
        entries = archive.infolist()
        if wrong := _wrong(entries, len(untrusted)):
            raise ValueError(wrong)
        # A size that the entry only claims is held to: read() of more than that fails its checksum.
        return {entry.filename: _bounded(archive, entry) for entry in entries}


def _wrong(entries: list[zipfile.ZipInfo], packed: int) -> str:
    """Why the archive is not unpacked, "" when it is."""
    if len(entries) > _FILES_LIMIT or len({entry.filename for entry in entries}) != len(entries):
        return "too many files, or one twice"
    if any(entry.compress_type not in _METHODS for entry in entries):
        return "packed in another way than stored or deflated"
    if sum(entry.file_size for entry in entries) > min(_UNPACKED_LIMIT, _RATIO_LIMIT * packed):
        return "too large when unpacked"
    return ""


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as content:
        data = content.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ValueError(f"{entry.filename[:80]!r} is not of the size that it says")
    return data


def _signer(untrusted: bytes, manifest: bytes, file: str) -> bytes:
    """The public key whose signature fits. Raises PackNotReadableError, PackSignatureError."""
    if len(untrusted) != _KEY_BYTES + _SIGNATURE_BYTES or not manifest:
        raise PackNotReadableError("no signature or no manifest", file=file)
    public, signature = untrusted[:_KEY_BYTES], untrusted[_KEY_BYTES:]
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, CONTEXT + manifest)
    except (InvalidSignature, ValueError) as error:
        raise PackSignatureError("Ed25519", file=file) from error
    return public


def _manifest(untrusted: bytes, file: str) -> Mapping[str, Any]:
    try:
        manifest = json.loads(untrusted)
    except (ValueError, RecursionError) as error:
        raise PackNotReadableError(str(error), file=file) from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise PackNotReadableError("the manifest has no format", file=file)
    if manifest["format"] > FORMAT:
        raise PackForNewerProgramError(file=file)
    try:
        dt.date.fromisoformat(manifest["date"])
    except (KeyError, TypeError, ValueError) as error:
        raise PackNotReadableError(f"date: {error}", file=file) from error
    if manifest["format"] != FORMAT or not isinstance(manifest.get("files"), dict):
        raise PackNotReadableError("the manifest is not one of ours", file=file)
    return manifest
