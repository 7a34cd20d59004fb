"""A label is weighed like an answer of a scan; collisions and applicants stay open."""

import datetime as dt

import pytest

from app.label import look_up
from app.model.certainty import Certainty
from app.model.finding import FindingType
from app.model.identity import Kind
from app.model.label import Action, LabelAnswer, LabelText
from app.words import Language, words_for

TODAY = dt.date(2026, 11, 25)
WORDS = words_for(Language.ENGLISH)


def look(*texts: str) -> LabelAnswer:
    return look_up([LabelText(text) for text in texts], TODAY)


def actions(answer: LabelAnswer) -> list[Action]:
    return [step.action for step in answer.steps]


def notes(answer: LabelAnswer) -> str:
    return " ".join(WORDS.say(note) for note in answer.notes)


def test_maker_brand_and_model_from_the_same_stage_as_a_scan() -> None:
    answer = look("HIKVISION", "Model: DS-2CD2042WD-I")
    identity = answer.identity
    assert (identity.maker.value, identity.maker.certainty) == ("Hikvision", Certainty.LIKELY)
    assert (identity.brand.value, identity.model.value) == ("Hikvision", "DS-2CD2042WD-I")
    assert (identity.kind, identity.is_camera) == (Kind.CAMERA, True)
    assert all(one.rule_id == "" or one.source for one in identity.maker.because)


def test_a_label_alone_never_confirms() -> None:
    answer = look(
        "HIKVISION\nModel: DS-2CD2042WD-I\nFCC ID: 2ADTD-X1\nS/N DS-2CD2042WD-I20160211AAWR123456789\nMAC 44:19:B6:12:34:56"
    )
    identity = answer.identity
    values = (
        identity.maker,
        identity.brand,
        identity.model,
        identity.serial,
        identity.platform,
        answer.made,
        answer.fcc_id,
        answer.grantee,
    )
    assert all(value.certainty < Certainty.CONFIRMED for value in values)


@pytest.mark.parametrize(
    "text", ["imou\nModel: IPC-S7UP-8M0WE-imou", "tp-link\nModel: Tapo C210(US)\nFCC ID: 2AXJ4C210V1\nIC: 26583-C210V1"]
)
def test_not_even_a_rule_that_is_sure_confirms_a_label(text: str) -> None:
    identity = look(text).identity
    assert identity.maker.certainty is Certainty.LIKELY
    assert identity.brand.certainty <= Certainty.LIKELY


def test_the_manufacturer_beside_a_brand_is_no_second_brand() -> None:
    identity = look("eufy Security", "Model: T8410", "Anker Innovations Limited").identity
    assert (identity.brand.value, identity.maker.value, identity.brand.against) == ("eufy", "Anker", ())
    tapo = look("tp-link", "Model: Tapo C210(US)").identity
    assert (tapo.brand.value, tapo.maker.value, tapo.brand.certainty) == ("Tapo", "TP-Link", Certainty.LIKELY)
    alone = look("Zhejiang Dahua Vision Technology Co., Ltd.").identity
    assert alone.maker.value == "Dahua"


def test_the_date_of_a_serial_number_and_the_printed_one() -> None:
    answer = look("S/N DS-2CD2042WD-I20160211AAWR123456789", "MFD: 2016.02")
    assert (answer.made.value, answer.made.certainty, len(answer.made.because)) == ("2016-02-11", Certainty.LIKELY, 2)
    other = look("S/N DS-2CD2042WD-I20160211AAWR123456789", "MFD: 2018.05")
    assert (other.made.value, other.made.certainty, len(other.made.against)) == ("2016-02-11", Certainty.POSSIBLE, 1)


def test_the_applicant_is_told_as_an_applicant() -> None:
    answer = look("Lorex Technology Inc.", "Model: E896AB", "FCC ID: SVN-E896AB")
    assert answer.grantee.value == "Zhejiang Dahua Vision Technology Co., Ltd."
    assert (answer.identity.brand.value, answer.identity.maker.value) == ("Lorex", "Dahua")
    because = WORDS.say(answer.identity.maker.because[0].sentence)
    assert "who applied" in because
    assert "not always who made it" in because
    assert "applied for the radio permit" in notes(answer)


def test_an_applicant_that_no_maker_of_ours_stands_behind() -> None:
    answer = look("FCC ID: 2ANJHWHCS1")
    assert (answer.grantee.value, answer.identity.maker.value) == ("Tianjin HuaLai Technology Co., Ltd.", None)
    unknown = look("FCC ID: 2ZZZZ-CAM1")
    assert (unknown.fcc_id.value, unknown.grantee.value) == ("2ZZZZ-CAM1", None)


def test_the_module_inside_names_nobody() -> None:
    answer = look("Contains FCC ID: 2AXJ4C200")
    assert answer.fcc_id.value is None
    assert answer.identity.maker.value is None
    assert "module" in notes(answer)


def test_canadian_numbers_name_their_company() -> None:
    answer = look("IC: 26583-C200")
    assert (answer.ised.value, answer.identity.maker.value) == ("26583-C200", "TP-Link")
    assert Action.SEARCH_ISED in actions(answer)


@pytest.mark.parametrize("model", ["IPC-X999", "IPC-T240H"])
def test_shared_numbers_stay_open(model: str) -> None:
    answer = look(model)
    assert answer.identity.maker.certainty < Certainty.LIKELY
    assert answer.shared is not None
    assert set(answer.shared.makers) >= {"Dahua", "Hikvision", "Imou", "Uniview"}
    assert "does not tell which" in notes(answer)
    assert Action.LOOK_FOR_SECOND_SIGN in actions(answer)


def test_a_second_sign_closes_a_shared_number() -> None:
    answer = look("IPC-X999", "FCC ID: SVN-IPCX999")
    assert (answer.identity.maker.value, answer.shared) == ("Dahua", None)


def test_conflicts_are_shown() -> None:
    answer = look("AXIS", "Model: AXIS M1065-L", "FCC ID: 2ADTD-X1")
    assert answer.identity.maker.certainty < Certainty.LIKELY or answer.identity.maker.against
    assert {"Axis", "Hikvision"} <= set(
        " ".join(WORDS.say(one.sentence) for one in (*answer.identity.maker.because, *answer.identity.maker.against))
        .replace(".", "")
        .split()
    )


def test_several_devices_on_one_photo_are_noticed() -> None:
    assert "more than one serial number" in notes(look("S/N: 123456789", "S/N: 987654321"))
    short_and_long = look("S/N: 123456789", "S/N DS-2CD2042WD-I20160211AAWR123456789")
    assert "more than one" not in notes(short_and_long)


def test_printed_firmware_is_that_of_the_factory() -> None:
    answer = look("Model: DS-2CD2042WD-I", "FW: V5.4.5 build 170123")
    firmware = answer.identity.firmware
    assert firmware.value == "V5.4.5 build 170123"
    assert "left the factory" in " ".join(WORDS.say(one.sentence) for one in firmware.because)


def test_a_wifi_code_is_not_a_label() -> None:
    answer = look("WIFI:S:My Shop;T:WPA;P:Xsecretx;;")
    assert "Wi-Fi network" in notes(answer)
    assert actions(answer) == [Action.KEEP_PRIVATE, Action.TYPE_MORE]
    assert "secret" not in repr(answer)
    assert "Shop" not in repr(answer)


@pytest.mark.parametrize("text", ["", "hello", "\x00\x01", "~" * 5000])
def test_nothing_recognised_says_so(text: str) -> None:
    answer = look(text)
    assert not answer.says_something
    assert notes(answer) == "Nothing on this label was recognised."
    assert actions(answer) == [Action.TYPE_MORE]


def test_search_steps_carry_what_to_type() -> None:
    step = next(step for step in look("FCC ID: TE7AX20").steps if step.action is Action.SEARCH_FCC)
    assert step.untrusted_search == "TE7AX20"
    assert step.url.startswith("https://www.fcc.gov/")
    assert "grantee code TE7 and product code AX20" in WORDS.say(step.sentence)


@pytest.mark.parametrize("language", Language)
def test_every_sentence_is_whole_in_both_languages(language: Language) -> None:
    words = words_for(language)
    answer = look("IPC-X999\nFCC ID: 2ZZZZ-1\nContains IC: 8853A-T2\nPassword: x\nIC: 1-A\nFW: 1.0.0")
    for sentence in (*answer.notes, *(step.sentence for step in answer.steps)):
        said = words.say(sentence)
        assert "{" not in said
        assert language is Language.ENGLISH or said != WORDS.say(sentence)


def test_what_is_published_does_not_rest_on_the_printed_firmware() -> None:
    without = look("HIKVISION", "Model: DS-2CD2042WD-I").device.findings
    printed = look("HIKVISION", "Model: DS-2CD2042WD-I", "FW: V5.2.0 build 140721").device.findings
    states = {(finding.id, finding.state) for finding in printed}
    assert states == {(finding.id, finding.state) for finding in without}
    assert {finding.type for finding in printed} >= {FindingType.ADVISORY, FindingType.POLICY}
