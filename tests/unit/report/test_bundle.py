"""The file for a second opinion: it opens in the same program, and no file that a stranger made does harm."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from app.model.problem import BundleNotReadableError, FileNotReadableError
from app.report import bundle
from app.report.build import Order, build, prepare
from app.report.bundle import bundle_bytes, is_bundle, read_bundle
from app.report.dossier import ReportKind, SiteScan
from tests.unit.report import dossiers


def written(tmp_path, dossier, **options):
    work = prepare(dossier, Order(ReportKind.AUDIT, **options), dossiers.MARKER)
    path = tmp_path / "opinion.zip"
    path.write_bytes(bundle_bytes(work, build(work)))
    return path


def test_the_scans_come_back_whole(tmp_path):
    dossier = dossiers.dossier(5)
    dossier = replace(dossier, scans=(*dossier.scans, SiteScan(dossier.first, "Lake house")))
    path = written(tmp_path, dossier, redact=False)
    assert is_bundle(path)
    got = read_bundle(path)
    assert got.redacted is False
    assert [scan.name for scan in got.scans] == ["Corner Pharmacy", "Lake house"]
    assert got.scans[0].result.devices == dossier.first.devices


def test_a_redacted_one_keeps_marks_and_facts(tmp_path):
    dossier = dossiers.dossier(5)
    got = read_bundle(written(tmp_path, dossier))
    assert got.redacted
    devices = got.scans[0].result.devices
    assert [device.id for device in devices] == [f"mark:{one.mark}" for one in dossier.devices]
    assert [device.identity.model.value for device in devices] == [
        one.device.identity.model.value for one in dossier.devices
    ]
    assert all(device.mac is None and not device.addresses for device in devices)


def test_two_writings_are_the_same_and_tell_no_clock(tmp_path):
    dossier = dossiers.dossier(2)
    assert written(tmp_path, dossier).read_bytes() == written(tmp_path, dossier).read_bytes()


def zipped(tmp_path, members):
    path = tmp_path / "foreign.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


GOOD = {"format": 1, "redacted": True, "scans": [{"file": "scan-1.json", "place": ""}]}


@pytest.mark.parametrize(
    "manifest",
    [
        b"", b"{", b"[]", b"null", b"1", b"[" * 60_000, b"\xff\xfe", b'{"format": 2}', json.dumps(GOOD | {"scans": []}).encode(),
        json.dumps(GOOD | {"scans": [{"file": "../../etc/passwd"}]}).encode(), json.dumps(GOOD | {"scans": [1]}).encode(),
        json.dumps(GOOD | {"scans": {"file": "scan-1.json"}}).encode(), json.dumps(GOOD | {"redacted": "no"}).encode(),
        json.dumps(GOOD | {"scans": GOOD["scans"] * 65}).encode(),
        json.dumps(GOOD | {"scans": [{"file": "scan-1.json", "place": 3}]}).encode(),
        b" " * 70_000,
    ],
)  # fmt: skip
def test_a_broken_list_is_refused(tmp_path, manifest):
    with pytest.raises(BundleNotReadableError):
        read_bundle(zipped(tmp_path, {"bundle.json": manifest, "scan-1.json": "{}"}))


@pytest.mark.parametrize("scan", [b"", b"{}", b"[" * 100_000, b"null", b'{"schema": 1}'])
def test_a_broken_scan_is_refused(tmp_path, scan):
    with pytest.raises(BundleNotReadableError):
        read_bundle(zipped(tmp_path, {"bundle.json": json.dumps(GOOD), "scan-1.json": scan}))


def test_a_bomb_does_not_go_off(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "SCAN_LIMIT", 1_000_000)
    path = zipped(tmp_path, {"bundle.json": json.dumps(GOOD), "scan-1.json": b" " * 50_000_000})
    assert path.stat().st_size < 100_000
    with pytest.raises(BundleNotReadableError, match="limit"):
        read_bundle(path)


def test_what_is_no_zip_or_cut_off_is_refused(tmp_path):
    path = written(tmp_path, dossiers.dossier(2))
    content = path.read_bytes()
    for cut in (
        b"",
        b"PK\x03\x04",
        content[:40],
        content[: len(content) // 2],
        content[:-30],
        content.replace(b"scan-1", b"scan-9"),
    ):
        path.write_bytes(cut)
        with pytest.raises(BundleNotReadableError):
            read_bundle(path)
    with pytest.raises(BundleNotReadableError):
        read_bundle(tmp_path / "missing.zip")
    with pytest.raises(FileNotReadableError):
        is_bundle(tmp_path / "missing.zip")


def test_flipped_bytes_never_crash(tmp_path):
    content = written(tmp_path, dossiers.dossier(1)).read_bytes()
    path = tmp_path / "flipped.zip"
    for place in range(0, len(content), max(1, len(content) // 150)):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        try:
            read_bundle(path)
        except BundleNotReadableError:
            continue


def test_an_encrypted_one_is_refused(tmp_path):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        archive.writestr("bundle.json", json.dumps(GOOD))
    content = bytearray(memory.getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "locked.zip"
    path.write_bytes(bytes(content))
    with pytest.raises(BundleNotReadableError):
        read_bundle(path)
