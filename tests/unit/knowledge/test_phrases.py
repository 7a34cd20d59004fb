"""Words in free text: found however they are written, and only as whole words."""

import shutil
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.load import Knowledge, load
from app.knowledge.phrases import phrase_key
from app.model.problem import KnowledgeError
from app.places import resources_folder


def kinds(text: str) -> list[str]:
    return [
        mention.phrase.says["kind"]
        for mention in load().phrases.find(text)
        if mention.phrase and "kind" in mention.phrase.says
    ]


def brands(text: str) -> list[str]:
    return [mention.brand.id for mention in load().phrases.find(text) if mention.brand]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("AXIS 205 Network Camera", "camera"),
        ("NETWORK_CAMERA", "camera"),
        ("MyNetworkCamera2", "camera"),
        ("Caméra réseau", "camera"),
        ("camera reseau", "camera"),
        ("IP-Kamera", "camera"),
        ("网络摄像机登录", "camera"),
        ("ネットワークカメラ", "camera"),
        ("NVR4108HS", "recorder"),
        ("SuperDVR", "recorder"),
        ("Enregistreur vidéo", "recorder"),
        ("Video Server", "encoder"),
        ("Video Doorbell", "doorbell"),
        ("Network Video Door Station", "intercom"),
        ("Wireless N Router", "other"),
        ("Imprimante", "other"),
        ("webcamXP 5", "software"),
    ],
)
def test_words_for_things_are_found_however_they_are_written(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text", ["", "  ", "Camerata", "Routerless", "lighttpd/1.4", "Cambridge", "printemps", "nasal"]
)
def test_parts_of_words_are_nothing(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Welcome to D-Link", "dlink"),
        ("TP LINK Cam", "tplink"),
        ("Hangzhou Hikvision Digital Technology Co., Ltd.", "hikvision"),
        ("VIVOTEK/1.0", "vivotek"),
    ],
)
def test_brands_are_found_in_text(text, brand):
    assert brand in brands(text)


@pytest.mark.parametrize("text", ["Axisoft", "Ringo", "RingCentral", "Hikvisionist", "Reolinked"])
def test_brands_are_whole_words(text):
    assert brands(text) == []


def test_mentions_lie_in_the_text_and_words_do_not_overlap():
    text = "TOSHIBA Network Camera - User Login"
    spans = [(mention.start, mention.end, text[mention.start : mention.end]) for mention in load().phrases.find(text)]
    assert (0, 7, "TOSHIBA") in spans
    assert (8, 22, "Network Camera") in spans


def test_every_brand_of_a_group_and_every_row_is_proven():
    book = load().phrases
    assert book.brand_words.cameras_only
    assert book.brand_words.cameras_only.isdisjoint({"panasonic", "sony", "canon", "tplink", "netgear"})
    assert all(phrase.examples and phrase.not_examples for phrase in book.phrases)


@given(st.text(max_size=600))
def test_any_text_is_looked_through(text):
    for mention in load().phrases.find(text):
        assert 0 <= mention.start < mention.end


def test_no_line_takes_long():
    began = time.process_time()
    for unit in ("network ", "networkcamera", "aB", "网络", "DVR", "cam "):
        load().phrases.find(unit * 5000)
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("text", "key"), [("Caméra IP", "cameraip"), ("IP-CAM", "ipcam"), ("", ""), ("Überwachung", "uberwachung")]
)
def test_keys(text, key):
    assert phrase_key(text) == key


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ('says = { kind = "camera" }\ncertainty = "confirmed"', "possible or likely"),
        ('says = { kind = "toaster" }\ncertainty = "likely"', "not in the list"),
        ('says = { colour = "red" }\ncertainty = "likely"', "says is not a table"),
        ('says = { kind = "other" }\ncertainty = "likely"', "other goes with"),
    ],
)
def test_a_broken_row_names_itself(tmp_path, row, told):
    for name in ("makers", "oui", "rules", "words"):
        shutil.copytree(resources_folder() / name, tmp_path / name)
    (tmp_path / "words" / "broken.toml").write_text(
        f'date = "2026-11-26"\n[[phrase]]\nid = "mine"\n{row}\ntexts = ["zzz"]\nsource = "RECOG"\ndate = "2026-06-29"\n'
        'examples = ["zzz"]\nnot_examples = ["y"]\n',
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError) as caught:
        _ = Knowledge(tmp_path).phrases
    assert "mine" in caught.value.detail
    assert told in caught.value.detail
