"""Who sold it, which model and hardware, and what a device that was found is told."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.advisories import AdvisoryShelf
from app.knowledge.load import load
from app.model.advisory import Advisory, Affected, Decides
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import Finding, FindingState, FindingType
from app.model.firmware import FirmwareText
from app.model.identity import Identity, Kind, Value
from app.model.policy import Bilingual, PolicySource
from app.model.text import Sentence
from app.stages.advisories import AdvisoryBook, DeviceFacts, advisory_findings, facts_of, with_identity
from app.stages.advisories.book import Verdict
from app.stages.advisories.proof import limit_problems
from app.stages.told import with_told_firmware

TODAY = dt.date(2026, 11, 25)
APPLIES, NOT, CANNOT = FindingState.APPLIES, FindingState.DOES_NOT_APPLY, FindingState.CANNOT_TELL
BEFORE_3 = {"decides": Decides.VERSION, "before": "3.0", "fixed": "3.0"}


def read(text: str, maker: str) -> FirmwareText:
    return load().firmware.read(text, maker, TODAY)


def note(*affects: Affected, maker: str = "hikvision", **more: object) -> Advisory:
    words = Bilingual("It may stop.", "Elle peut s’arrêter.")
    source = PolicySource("CVE record", "https://example.org/1", "2024-03-04")
    values = {"brands": (), "models_complete": False, "type": FindingType.ADVISORY} | more
    return Advisory(
        id="CVE-2024-0001",
        maker=maker,
        published="2024-01-02",
        kev_date="",
        means=words,
        step=words,
        source=source,
        further=(),
        checked=TODAY,
        affects=affects,
        **values,
    )


def block(*models: str, **limit: object) -> Affected:
    values = {"except_models": (), "says": ""} | (limit or BEFORE_3)
    return Affected(models=models, **values)


def book_of(*notes: Advisory) -> AdvisoryBook:
    texts = {one.maker: str([f'"{brand}"' for brand in one.brands]) for one in notes}
    shelf = AdvisoryShelf(texts, lambda maker: tuple(one for one in notes if one.maker == maker))
    return AdvisoryBook(shelf, load().directory, read)


def verdict(
    one: Advisory, maker: str, brand: str = "", model: str = "AB-100", firmware: str = "2.0", **more: str
) -> Verdict:
    ((_, said),) = book_of(one).verdicts(DeviceFacts(maker, brand, model, firmware, **more))
    return said


@pytest.mark.parametrize(
    "maker",
    [
        "hikvision",
        "HIKVISION",
        "Hangzhou Hikvision Digital Technology",
        "Hangzhou Hikvision Digital Technology Co.,Ltd.",
        "Hikvision Digital Technology",
        "hangzhou hikvision",
    ],
)
def test_a_maker_in_any_spelling(maker: str) -> None:
    assert verdict(note(block("AB-100")), maker).state is APPLIES


@pytest.mark.parametrize(
    ("maker", "brand", "state"),
    [
        ("hikvision", "", APPLIES),
        ("hikvision", "Hikvision", APPLIES),
        ("hikvision", "unknown", APPLIES),
        ("", "Hikvision", APPLIES),
        ("hikvision", "LTS", CANNOT),
        ("hikvision", "HiLook", CANNOT),
        ("hikvision", "EZVIZ", CANNOT),
        ("hikvision", "A name that nobody knows", CANNOT),
        ("hikvision", "Hikvision OEM", CANNOT),
        ("hikvision compatible", "", CANNOT),
        ("", "LTS", CANNOT),
        ("", "HiLook", CANNOT),
        ("LTS", "", CANNOT),
        ("lts", "LTS", CANNOT),
        ("LT Security", "LTS", CANNOT),
    ],
)
def test_a_brand_that_the_record_does_not_name(maker: str, brand: str, state: FindingState) -> None:
    assert verdict(note(block("AB-100")), maker, brand).state is state
    assert verdict(note(block("AB-100")), maker, brand, firmware="3.0").state is (NOT if state is APPLIES else CANNOT)


def test_a_brand_that_the_record_names() -> None:
    named = note(block("AB-100"), brands=("lts",))
    assert verdict(named, "hikvision", "LTS").state is APPLIES
    assert verdict(named, "lts").state is APPLIES
    assert verdict(named, "", "LT Security", firmware="3.0").state is NOT
    assert verdict(note(block("Tapo AB-100"), maker="tplink"), "tplink", "Tapo").state is APPLIES
    assert verdict(note(block("AB-100"), maker="tplink"), "tplink", "Tapo").state is CANNOT


def test_notes_of_nobody() -> None:
    assert book_of(note(block("AB-100"))).findings(DeviceFacts("", "", "AB-100", "2.0")) == ()
    assert book_of(note(block("AB-100"))).findings(DeviceFacts("somebody", "", "AB-100", "2.0")) == ()


def test_models() -> None:
    open_list, closed = note(block("AB-100")), note(block("AB-100"), models_complete=True)
    assert verdict(open_list, "hikvision", model="XY-200").state is CANNOT
    assert verdict(closed, "hikvision", model="XY-200").state is NOT
    assert verdict(closed, "hikvision", "LTS", model="XY-200").state is CANNOT
    assert verdict(closed, "hikvision", model="AB-100W").state is CANNOT
    assert verdict(closed, "hikvision", model="camera").state is CANNOT
    assert verdict(closed, "hikvision", model="").state is CANNOT
    assert verdict(note(block("*")), "hikvision", model="").state is APPLIES
    excepted = note(block("AB-1*", except_models=("AB-19*",), says="", **BEFORE_3))
    assert verdict(excepted, "hikvision", model="AB-199").state is CANNOT


def test_the_first_block_that_can_decide_counts() -> None:
    two = note(block("AB-*", decides=Decides.NO_LIMIT), block("AB-100"))
    assert verdict(two, "hikvision").state is APPLIES
    apart = note(block("AB-1*"), block("AB-*", decides=Decides.VERSION, until="5.0"))
    assert verdict(apart, "hikvision", firmware="4.0").state is CANNOT
    assert verdict(apart, "hikvision", firmware="5.1").state is CANNOT
    both = note(block("AB-1*"), block("AB-*", decides=Decides.VERSION, before="5.0", fixed="5.0"))
    assert verdict(both, "hikvision", firmware="5.1").state is NOT
    boards = note(block("AB-1*"), block("AB-*", decides=Decides.VERSION, until="5.0", track="B77"))
    assert verdict(boards, "hikvision", firmware="5.1").state is NOT


def test_hardware_revisions() -> None:
    one = note(block("AB-100", hardware=("V3",), **BEFORE_3))
    assert verdict(one, "hikvision", model="AB-100 V3").state is APPLIES
    assert verdict(one, "hikvision", model="AB-100", hardware="3.0").state is APPLIES
    assert verdict(one, "hikvision", model="AB-100 V2", firmware="3.0").state is CANNOT
    assert verdict(one, "hikvision", model="AB-100", firmware="3.0").state is CANNOT
    # A block without hardware is not about a revision that the record treats elsewhere.
    two = note(block("AB-100", hardware=("V2",), decides=Decides.VERSION, until="1.5"), block("AB-100"))
    assert verdict(two, "hikvision", model="AB-100 V2", firmware="2.0").state is CANNOT
    assert verdict(two, "hikvision", model="AB-100", firmware="2.0").state is APPLIES


def test_support_and_notes_without_firmware() -> None:
    ended = note(block("AB-100", decides=Decides.ALL_VERSIONS), type=FindingType.SUPPORT)
    assert verdict(ended, "hikvision", firmware="").state is APPLIES
    assert verdict(note(block("AB-100")), "hikvision", firmware=" ").state is CANNOT


def test_limits_are_proven() -> None:
    directory = load().directory

    def wrong(*affects: Affected) -> list[str]:
        one = note(*affects)
        return limit_problems((one,), directory, read)

    assert wrong(block("AB-1*")) == []
    assert "no version can be read" in wrong(block("AB", decides=Decides.VERSION, until="new"))[0]
    assert "not FIXED" in wrong(block("AB", decides=Decides.VERSION, until="3.0", fixed="2.0"))[0]
    assert "not AFFECTED" in wrong(block("AB", decides=Decides.VERSION, until="3.0", track="B-77"))[0]
    assert "does not fit its own row" in wrong(block("AB", except_models=("A*",), **BEFORE_3))[0]


def known(value: str, key: str = "", certainty: Certainty = Certainty.LIKELY) -> Value:
    return Value(value, certainty, (), (), key)


CAMERA = Identity(
    kind=Kind.CAMERA,
    is_camera=True,
    maker=known("Hikvision", "hikvision"),
    brand=known("Hikvision", "hikvision"),
    model=known("DS-2CD2132F-I"),
    firmware=known("V5.4.0 build 160530"),
)


@pytest.fixture(scope="module")
def shipped() -> AdvisoryBook:
    return AdvisoryBook.of(load(), TODAY)


def states(identity: Identity, shipped: AdvisoryBook) -> dict[str, FindingState]:
    return {one.id: one.state for one in advisory_findings(identity, shipped, load().directory)}


def test_a_camera_is_told_of_notes_that_concern_it(shipped: AdvisoryBook) -> None:
    found = states(CAMERA, shipped)
    assert found["CVE-2017-7921"] is APPLIES
    assert found["CVE-2021-36260"] is CANNOT
    assert "CVE-2023-28808" not in found


def test_what_is_no_camera_is_told_nothing(shipped: AdvisoryBook) -> None:
    assert states(replace(CAMERA, kind=Kind.OTHER, is_camera=False), shipped) == {}
    assert states(replace(CAMERA, kind=Kind.UNKNOWN, is_camera=None), shipped) == {}


def test_weak_signs_and_other_brands_leave_it_open(shipped: AdvisoryBook) -> None:
    weak = replace(CAMERA, maker=known("Hikvision", "hikvision", Certainty.POSSIBLE), brand=Value())
    assert states(weak, shipped)["CVE-2017-7921"] is CANNOT
    resold = replace(CAMERA, brand=known("LTS", "lts"), model=known("CMIP1132"))
    assert states(resold, shipped)["CVE-2017-7921"] is CANNOT
    newer = replace(resold, firmware=known("V5.7.3 build 240112"))
    assert "CVE-2017-7921" not in states(newer, shipped)
    platform = replace(CAMERA, maker=Value(), brand=Value(), platform=known("Hikvision", _platform_of("hikvision")))
    assert not facts_of(platform, load().directory).maker_is_sure
    assert states(platform, shipped)["CVE-2017-7921"] is CANNOT


def _platform_of(maker: str) -> str:
    return next(one.id for one in load().directory.platforms.values() if one.maker == maker)


def test_a_build_day_from_elsewhere_counts(shipped: AdvisoryBook) -> None:
    without = replace(CAMERA, firmware=known("V5.4.0"))
    assert states(without, shipped)["CVE-2017-7921"] is CANNOT
    assert states(replace(without, firmware_built=dt.date(2016, 5, 30)), shipped)["CVE-2017-7921"] is APPLIES


def test_told_firmware_counts_like_a_read_one(shipped: AdvisoryBook) -> None:
    unread = replace(CAMERA, firmware=Value())
    told = with_told_firmware(unread, "  V5.4.0   build 160530 ", load(), TODAY)
    assert (told.firmware.value, told.firmware.certainty) == ("V5.4.0 build 160530", Certainty.LIKELY)
    assert told.firmware_built == dt.date(2016, 5, 30)
    assert told.firmware.because[0].sentence.parameters == {"firmware": "V5.4.0 build 160530"}
    assert states(told, shipped) == states(CAMERA, shipped)
    assert with_told_firmware(unread, " ", load(), TODAY) is unread


def test_told_firmware_beside_a_read_one(shipped: AdvisoryBook) -> None:
    other = with_told_firmware(CAMERA, "V5.4.5 build 170123", load(), TODAY)
    assert states(other, shipped)["CVE-2017-7921"] is NOT
    same = with_told_firmware(replace(CAMERA, firmware=known("V1", certainty=Certainty.CONFIRMED)), "v1", load(), TODAY)
    assert (same.firmware.value, same.firmware.certainty) == ("V1", Certainty.CONFIRMED)
    policy = Finding(FindingType.POLICY, "fact", APPLIES, Sentence("It says so."), "https://example.org", "2025-06")
    device = Device("mac:1", (), None, (), CAMERA, (policy,))
    renewed = with_identity(device, other, shipped, load().directory)
    assert renewed.findings[0] is policy
    assert {one.id: one.state for one in renewed.findings[1:]} == states(other, shipped)


def test_every_sentence_has_its_gaps_filled(shipped: AdvisoryBook) -> None:
    for maker in load().advisories.makers:
        for brand, model, firmware in (("", "", ""), ("Nobody", "X-1", "1.0"), ("", "X-1", "9.9 build 260101")):
            for one in shipped.findings(DeviceFacts(maker, brand, model, firmware)):
                assert one.because.template.format(**one.because.parameters)
                assert one.source.startswith("https://")


def test_long_texts_cost_nothing() -> None:
    long = "V5.4.0 build 160530 " + "9.9 " * 500_000
    assert verdict(note(block("AB-100")), "hikvision", firmware="2.0" + " " * 500_000).state is APPLIES
    assert book_of(note(block("AB-100"))).findings(DeviceFacts(long, long, long, long, long)) == ()


TEXTS = st.text(max_size=40)
BOOK = AdvisoryBook.of(load(), TODAY)


@given(
    st.sampled_from(sorted(load().advisories.makers)) | TEXTS,
    TEXTS | st.sampled_from(["LTS", "Tapo", "Lorex"]),
    TEXTS,
    TEXTS,
)
def test_any_device_is_answered(maker: str, brand: str, model: str, firmware: str) -> None:
    book, facts = BOOK, DeviceFacts(maker, brand, model, firmware)
    found = book.findings(facts)
    assert found == book.findings(facts)
    assert all(one in found for one in book.findings(facts, concerning=True))
    assert all(isinstance(one.state, FindingState) for one in found)
