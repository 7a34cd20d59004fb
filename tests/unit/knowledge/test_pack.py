"""Packs of facts: signed, bounded, proven before they count."""

import datetime as dt
import io
import json
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.knowledge.check import problems
from app.knowledge.current import facts_folder
from app.knowledge.load import Knowledge
from app.knowledge.pack import CONTEXT, PACK_BYTES_LIMIT, mark_of, read_pack, write_pack
from app.knowledge.packs import Packs
from app.model.problem import (
    FileNotReadableError,
    PackForNewerProgramError,
    PackNotReadableError,
    PackOlderError,
    PackSignatureError,
    PackSignerUnknownError,
)
from app.places import pack_folder, resources_folder

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
TODAY, BEFORE = dt.date(2027, 1, 2), dt.date(2026, 11, 25)


def forged(**changes: bytes) -> bytes:
    """A small pack whose parts can be replaced one by one; the signature is made for the manifest that is given."""
    content = {"rules/a.toml": b"x"}
    manifest = (
        changes.pop("manifest", None)
        or json.dumps(
            {
                "format": 1,
                "date": "2027-01-02",
                "files": {"rules/a.toml": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"},
            }
        ).encode()
    )
    signature = changes.pop("signature", None) or PUBLIC + KEY.sign(CONTEXT + manifest)
    content |= {"manifest.json": manifest, "signature": signature}
    content |= {name.replace("__", "/"): data for name, data in changes.items()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return written.getvalue()


def manifest(**changes: object) -> bytes:
    return json.dumps({"format": 1, "date": "2027-01-02", "files": {}} | changes).encode()


def test_what_is_shipped_goes_out_and_comes_in_as_it_was() -> None:
    pack = read_pack(write_pack(resources_folder(), TODAY, KEY), "pack.zip")
    assert (pack.date, pack.signer) == (TODAY, PUBLIC)
    for name in ("rules/firmware.toml", "oui/registry.txt.gz", "policy/10-canada.toml"):
        assert pack.files[name] == (resources_folder() / name).read_bytes()
    assert not any(name.startswith(("icons/", "locale/", "practice/")) for name in pack.files)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert write_pack(resources_folder(), TODAY, KEY) == write_pack(resources_folder(), TODAY, KEY)


def test_a_small_pack_is_read() -> None:
    assert dict(read_pack(forged(), "pack.zip").files) == {"rules/a.toml": b"x"}


@pytest.mark.parametrize(
    ("pack", "error"),
    [
        (b"", PackNotReadableError),
        (b"PK\x03\x04" + bytes(200), PackNotReadableError),
        (bytes(PACK_BYTES_LIMIT + 1), PackNotReadableError),
        (forged(signature=bytes(96)), PackSignatureError),
        (forged(signature=PUBLIC + KEY.sign(b"something else")), PackSignatureError),
        (forged(signature=b"short"), PackNotReadableError),
        (forged(**{"rules__a.toml": b"changed after signing"}), PackSignatureError),
        (forged(rules__b=b"one more"), PackSignatureError),
        (forged(manifest=b"not json"), PackNotReadableError),
        (forged(manifest=b"[" * 100_000), PackNotReadableError),
        (forged(manifest=manifest(format=2)), PackForNewerProgramError),
        (forged(manifest=manifest(date="soon")), PackNotReadableError),
        (forged(manifest=manifest(files=[])), PackNotReadableError),
    ],
)
def test_what_is_not_right_is_refused_by_name(pack: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"."):
        read_pack(pack, "pack.zip")


@pytest.mark.parametrize(
    "name", ["rules/../../evil.toml", "/etc/passwd", "app/main.py", "rules/.hidden", "icons/a.svg", "rules/a\\b.toml"]
)
def test_a_file_has_its_place_or_none(name: str) -> None:
    digest = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    told = manifest(files={"rules/a.toml": digest, name: digest})
    with pytest.raises((PackNotReadableError, PackSignatureError)):
        read_pack(forged(manifest=told, **{name.replace("/", "__"): b"x"}), "pack.zip")


def test_a_file_that_unpacks_to_more_than_it_says_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(200 * 1024 * 1024))
    with pytest.raises(PackNotReadableError, match="unpacked"):
        read_pack(written.getvalue(), "pack.zip")


def test_the_mark_is_short_enough_to_read_out() -> None:
    assert mark_of(bytes(32)) == "6668 7AAD F862 BD77"


class TestTakingIn:
    @pytest.fixture
    def packs(self, tmp_path: Path) -> Packs:
        return Packs(tmp_path / "facts")

    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        path = tmp_path / "facts-2027.zip"
        path.write_bytes(write_pack(resources_folder(), TODAY, KEY))
        return path

    def test_the_signer_must_be_known(self, packs: Packs, file: Path) -> None:
        with pytest.raises(PackSignerUnknownError) as met:
            packs.take_in(file, BEFORE, lambda _: "")
        assert met.value.parameters["mark"] == mark_of(PUBLIC)

    def test_older_or_equal_facts_are_refused(self, packs: Packs, file: Path) -> None:
        packs.trust(PUBLIC)
        for have in (TODAY, TODAY + dt.timedelta(days=1)):
            with pytest.raises(PackOlderError):
                packs.take_in(file, have, lambda _: "")

    def test_facts_that_do_not_hold_never_count(self, packs: Packs, file: Path, tmp_path: Path) -> None:
        packs.trust(PUBLIC)
        with pytest.raises(PackNotReadableError, match="does not hold"):
            packs.take_in(file, BEFORE, lambda _: "a rule does not hold")
        assert not (tmp_path / "facts" / "current").exists()

    def test_a_proven_pack_counts_from_then_on(
        self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
        packs = Packs(pack_folder())
        packs.trust(PUBLIC)
        assert facts_folder() == resources_folder()
        packs.take_in(file, BEFORE, lambda folder: "\n".join(problems(Knowledge(folder))))
        assert facts_folder() == tmp_path / "facts" / "current"
        assert Knowledge(facts_folder()).policy
        packs.forget()
        assert facts_folder() == resources_folder()

    def test_a_pack_of_an_earlier_program_counts_no_more(
        self, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
        packs = Packs(pack_folder())
        packs.trust(PUBLIC)
        packs.take_in(file, BEFORE, lambda _: "")
        (tmp_path / "facts" / "current" / "stamp.txt").write_text("0.0.1")
        assert facts_folder() == resources_folder()

    def test_a_missing_file_is_told(self, packs: Packs, tmp_path: Path) -> None:
        with pytest.raises(FileNotReadableError):
            packs.take_in(tmp_path / "nothing.zip", BEFORE, lambda _: "")

    def test_a_damaged_list_of_signers_trusts_nobody_else(self, packs: Packs, tmp_path: Path) -> None:
        packs.trust(PUBLIC)
        with (tmp_path / "facts" / "signers.txt").open("ab") as file:
            file.write(b"zz" * 32 + b"\nabc\n")
        assert packs.signers() == {PUBLIC}
