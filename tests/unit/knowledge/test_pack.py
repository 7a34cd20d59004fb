"""Packs of facts: signed, bounded, proven before they count."""

import contextlib
import datetime as dt
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge import packs as packs_module
from app.knowledge.check import counts, problems
from app.knowledge.current import facts_folder, problems_met
from app.knowledge.dates import newest_day
from app.knowledge.load import Knowledge, load
from app.knowledge.pack import CONTEXT, PACK_BYTES_LIMIT, mark_of, read_pack, write_pack
from app.knowledge.packs import Packs
from app.model.problem import (
    FileNotReadableError,
    FileNotWrittenError,
    KnowledgeError,
    PackForNewerProgramError,
    PackNotReadableError,
    PackOlderError,
    PackSetAsideError,
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


def damaged_lzma() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("manifest.json", manifest())
    data = bytearray(written.getvalue())
    data[50:60] = b"\xff" * 10
    return bytes(data)


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
        (damaged_lzma(), PackNotReadableError),
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


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_other_ways_to_pack_are_refused_before_anything_is_unpacked(method: int) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        archive.writestr("manifest.json", manifest())
    with pytest.raises(PackNotReadableError, match="deflated"):
        read_pack(written.getvalue(), "pack.zip")


def test_an_archive_that_grows_a_hundredfold_is_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(1024 * 1024))
    with pytest.raises(PackNotReadableError, match="unpacked"):
        read_pack(written.getvalue(), "pack.zip")


@given(st.integers(0, 700), st.binary(min_size=1, max_size=12))
def test_any_damage_is_told_as_such(at: int, damage: bytes) -> None:
    whole = forged()
    with contextlib.suppress(PackNotReadableError, PackSignatureError, PackForNewerProgramError):
        assert read_pack(whole[:at] + damage + whole[at + len(damage) :], "pack.zip").signer == PUBLIC


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
        assert Knowledge(facts_folder()).date == TODAY.isoformat()
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

    def test_a_pack_older_than_one_that_was_taken_in_is_refused_for_good(
        self, packs: Packs, file: Path, tmp_path: Path
    ) -> None:
        packs.trust(PUBLIC)
        packs.take_in(file, BEFORE, lambda _: "")
        earlier = tmp_path / "facts-2026.zip"
        earlier.write_bytes(write_pack(resources_folder(), TODAY - dt.timedelta(days=1), KEY))
        for _ in ("in use", "after going back"):
            with pytest.raises(PackOlderError) as met:
                packs.take_in(earlier, BEFORE, lambda _: "")
            assert met.value.parameters["have"] == TODAY.isoformat()
            packs.forget()
        packs.take_in(file, BEFORE, lambda _: "")
        assert packs.newest() == TODAY

    def test_facts_that_break_their_proof_never_count(self, packs: Packs, file: Path, tmp_path: Path) -> None:
        packs.trust(PUBLIC)

        def prove(_folder: Path) -> str:
            raise RecursionError("too deep")

        with pytest.raises(PackNotReadableError, match="too deep"):
            packs.take_in(file, BEFORE, prove)
        assert not (tmp_path / "facts" / "current").exists()
        assert packs.newest() is None

    def test_a_list_of_signers_is_written_whole_or_not_at_all(
        self, packs: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        packs.trust(PUBLIC)

        def full(_number: int) -> None:
            raise OSError("no space left")

        monkeypatch.setattr(packs_module.os, "fsync", full)
        with pytest.raises(FileNotWrittenError):
            packs.trust(bytes(32))
        assert packs.signers() == {PUBLIC}
        assert [path.name for path in (tmp_path / "facts").iterdir()] == ["signers.txt"]


class Stopped(BaseException):
    """The program is killed here."""


@pytest.fixture(scope="module")
def two_packs(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("packs")
    paths = folder / "first.zip", folder / "second.zip"
    for days, path in enumerate(paths):
        path.write_bytes(write_pack(resources_folder(), TODAY + dt.timedelta(days=days), KEY))
    return paths


def signed_day(folder: Path) -> str:
    return json.loads((folder / "manifest.json").read_bytes())["date"]


@pytest.mark.parametrize("step", range(1, 8))
def test_a_program_that_is_stopped_at_any_step_keeps_one_whole_pack(
    two_packs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
    packs = Packs(pack_folder())
    packs.trust(PUBLIC)
    packs.take_in(two_packs[0], BEFORE, lambda _: "")
    renames = 0
    replace = Path.replace

    def stopping(self: Path, target: Path) -> Path:
        nonlocal renames
        renames += 1
        if renames >= step:
            raise Stopped
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopping)
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        patched.setattr(packs_module.tempfile, "TemporaryDirectory", NeverTakenAway)
        with contextlib.suppress(Stopped):
            packs.take_in(two_packs[1], BEFORE, lambda _: "")
    assert facts_folder() != resources_folder()
    assert signed_day(facts_folder()) in {TODAY.isoformat(), (TODAY + dt.timedelta(days=1)).isoformat()}
    assert problems_met() == ()
    packs.take_in(two_packs[1], BEFORE, lambda _: "")
    assert signed_day(facts_folder()) == (TODAY + dt.timedelta(days=1)).isoformat()
    assert {path.name for path in pack_folder().iterdir() if not path.name.startswith(".")} == {
        "current",
        "newest.txt",
        "signers.txt",
    }


class NeverTakenAway:
    """A temporary folder whose program was killed."""

    def __init__(self, **options: object) -> None:
        self.path = Path(f"{options['dir']}/{options['prefix']}left-over")

    def __enter__(self) -> str:
        self.path.mkdir()
        return str(self.path)

    def __exit__(self, *_: object) -> None:
        return


class TestDamagedOnDisk:
    @pytest.fixture
    def current(self, two_packs: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.setenv("CAMERA_CHECK_DATA", str(tmp_path))
        packs = Packs(pack_folder())
        packs.trust(PUBLIC)
        packs.take_in(two_packs[0], BEFORE, lambda _: "")
        load.cache_clear()
        yield pack_folder() / "current"
        monkeypatch.undo()
        load.cache_clear()

    @pytest.mark.parametrize("damage", ["cut", "missing", "deep", "one more", "no manifest", "empty", "no stamp"])
    def test_the_program_goes_on_with_its_own_facts_and_says_so_once(self, current: Path, damage: str) -> None:
        file = current / "rules" / "http-titles.toml"
        match damage:
            case "cut":
                file.write_bytes(file.read_bytes()[:-100])
            case "missing":
                shutil.rmtree(current / "policy")
            case "deep":
                file.write_text("a=" + "[" * 100_000)
            case "one more":
                (current / "rules" / "more.toml").write_text("")
            case "no manifest":
                (current / "manifest.json").unlink()
            case "empty":
                shutil.rmtree(current)
                current.mkdir()
            case "no stamp":
                (current / "stamp.txt").unlink()
        assert facts_folder() == resources_folder()
        assert load().policy
        (problem,) = problems_met()
        assert isinstance(problem, PackSetAsideError)
        assert problem.parameters["folder"] == "damaged-1"
        assert (pack_folder() / "damaged-1").is_dir()
        assert not current.exists()
        assert problems_met() == ()

    def test_what_was_signed_and_cannot_be_read_is_set_aside_too(
        self, current: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(self: Knowledge, folder: Path) -> None:
            if folder != resources_folder():
                raise KnowledgeError("a rule of another program")
            original(self, folder)

        original = Knowledge.__init__
        monkeypatch.setattr(Knowledge, "__init__", broken)
        assert load().policy
        assert facts_folder() == resources_folder()
        assert [problem.code for problem in problems_met()] == ["pack-set-aside"]

    def test_a_folder_that_cannot_be_renamed_is_passed_over(
        self, current: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (current / "rules" / "http-titles.toml").write_text("a=[[")

        def refused(_self: Path, _target: Path) -> Path:
            raise PermissionError("another program has it open")

        monkeypatch.setattr(Path, "replace", refused)
        assert [problem.parameters["folder"] for problem in problems_met()] == ["current"]
        assert problems_met() == ()
        assert facts_folder() == resources_folder()

    def test_a_pack_of_an_earlier_program_is_old_and_not_damaged(self, current: Path) -> None:
        (current / "stamp.txt").write_text("0.0.1")
        assert facts_folder() == resources_folder()
        assert problems_met() == ()
        assert current.is_dir()


class TestNewestDay:
    @pytest.fixture
    def facts(self, tmp_path: Path) -> Path:
        for name in ("advisories", "rules", "oui"):
            shutil.copytree(resources_folder() / name, tmp_path / name)
        return tmp_path

    def test_notes_that_were_checked_later_make_the_facts_newer(self, facts: Path) -> None:
        notes = facts / "advisories" / "axis.toml"
        notes.write_text(
            notes.read_text("utf-8").replace('checked = "2026-11-25"', 'checked = "2029-03-04"', 1), "utf-8"
        )
        assert newest_day(facts) == "2029-03-04"

    @pytest.mark.parametrize(
        "line",
        ['expires = "2029-03-04"', 'source = { title = "x", url = "y", date = "2029-03-04" }', '# date = "2029-03-04"'],
    )
    def test_other_days_do_not_count(self, facts: Path, line: str) -> None:
        before = newest_day(facts)
        notes = facts / "advisories" / "axis.toml"
        notes.write_text(notes.read_text("utf-8") + f"\n{line}\n", "utf-8")
        assert newest_day(facts) == before < "2029"

    def test_where_a_day_of_checking_is_told_the_day_of_an_event_does_not_count(self, tmp_path: Path) -> None:
        (tmp_path / "policy").mkdir()
        (tmp_path / "policy" / "a.toml").write_text('[[fact]]\ndate = "2029-03-04"\nchecked = "2026-11-25"\n')
        assert newest_day(tmp_path) == "2026-11-25"

    def test_the_list_of_address_blocks_counts(self, tmp_path: Path) -> None:
        shutil.copytree(resources_folder() / "oui", tmp_path / "oui")
        assert newest_day(tmp_path) == Knowledge(resources_folder()).registrants.date

    def test_facts_without_any_day_are_damaged(self, tmp_path: Path) -> None:
        with pytest.raises(KnowledgeError):
            newest_day(tmp_path)

    def test_statistics_tell_the_day_of_the_facts(self) -> None:
        knowledge = Knowledge(resources_folder())
        told = counts(knowledge)
        assert told["date"] == knowledge.date == newest_day(resources_folder())
        assert told["date"] >= max(told["advisories_date"], told["mac_date"])


@pytest.mark.parametrize("part", ["advisories/axis.toml", "rules/http-titles.toml", "policy/10-canada.toml"])
def test_tables_within_tables_without_end_are_damaged_facts(part: str, tmp_path: Path) -> None:
    for name in ("advisories", "makers", "policy", "rules"):
        shutil.copytree(resources_folder() / name, tmp_path / name)
    (tmp_path / part).write_text("checked = " + "[" * 100_000)

    def read() -> object:
        knowledge = Knowledge(tmp_path)
        return knowledge.policy, knowledge.advisories.notes

    with pytest.raises(KnowledgeError):
        read()
