"""Letters that only look like ours are told of, wherever a device names itself."""

from dataclasses import replace

import pytest

from app.model.certainty import Certainty
from app.report.build import Order, build, prepare
from app.report.dossier import ReportKind
from app.report.html import render
from app.report.untrusted_display import mixes_alphabets
from tests.unit.report import dossiers, samples


@pytest.mark.parametrize("text", ["Нikvision", "Dаhua", "Αxis P3245", "Ｈｉｋｖｉｓｉｏｎ", "𝐀xis", "Rеоlink RLC"])
def test_look_alikes_are_noticed(text):
    assert mixes_alphabets(text)


@pytest.mark.parametrize(
    "text",
    ["Hikvision", "Caméra d’Élise", "Камера 1", "Камера Hikvision", "摄像机 IPC", "كاميرا", "", "DS-2CD2142", "Ω 3"],
)
def test_other_languages_are_not_suspected(text):
    assert not mixes_alphabets(text)


@pytest.mark.parametrize("kind", [ReportKind.RECORD, ReportKind.INSURER, ReportKind.INSTALLER, ReportKind.AUDIT])
def test_the_reader_is_told(kind):
    base = dossiers.dossier(1)
    one = base.devices[0]
    identity = replace(one.device.identity, model=samples.sure("DS-2СD2142", Certainty.CONFIRMED))
    device = replace(one.device, identity=identity)
    dossier = replace(
        base,
        scans=(replace(base.scans[0], result=replace(base.first, devices=(device,))),),
        devices=(replace(one, device=device),),
    )
    page = render(build(prepare(dossier, Order(kind, redact=False), dossiers.MARKER)))
    assert "DS-2СD2142 (letters of several alphabets)" in page
