"""Lines and codes of a label → what each thing is."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.knowledge.load import load
from app.model.label import HIDDEN_KINDS, LabelText, PartKind
from app.stages.label import LabelParts, identifiers, read_parts
from app.stages.label.dates import day_of_manufacture
from app.stages.label.lines import lines_of, split

TODAY = dt.date(2026, 11, 25)


def read(*texts: str | LabelText) -> LabelParts:
    made = [LabelText(text) if isinstance(text, str) else text for text in texts]
    return read_parts(made, load(), load().labels, TODAY)


def values(parts: LabelParts) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in parts.parts:
        found.setdefault(part.kind.value, []).append(part.untrusted_value)
    return found


MESS = """HIKVISION
Network Camera
Model: DS-2CD2042WD-I (4mm)   S/N: 123456789
MAC: 44-19-B6-12-34-56  DC12V 0.5A / PoE(802.3af)
FCC ID: 2ADTD-2042WDI  IC: 20386-2042
MFD: 2016.02
Verification Code: ABCDEF
Made in China"""


def test_a_whole_sticker() -> None:
    assert values(read(MESS)) == {
        "brand": ["HIKVISION"],
        "model": ["DS-2CD2042WD-I"],
        "serial": ["123456789"],
        "mac": ["44:19:b6:12:34:56"],
        "made": ["2016-02"],
        "country": ["China"],
        "fcc-id": ["2ADTD-2042WDI"],
        "ised": ["20386-2042"],
        "verification-code": [""],
    }


@pytest.mark.parametrize(
    ("line", "kind", "value"),
    [
        ("MODEL NO.\nE896AB", "model", "E896AB"),
        ("Modèle : DCS-932L", "model", "DCS-932L"),
        ("型号：DS-2CD3T46WD-I3", "model", "DS-2CD3T46WD-I3"),
        ("Model:Reolink RLC-410", "model", "Reolink RLC-410"),
        ("Type: NBE-3502-AL", "model", "NBE-3502-AL"),
        ("tapo C200 wifi camera", "model", "tapo C200"),
        ("AXIS M1065-L Network Camera", "model", "AXIS M1065-L"),
        ("P/N: DS-2CD2042WD-I", "model", "DS-2CD2042WD-I"),
        ("IPC-X999", "model", "IPC-X999"),
        ("Serial No: ND0219110012345", "serial", "ND0219110012345"),
        ("N° de série : 4M05A3B", "serial", "4M05A3B"),
        ("Seriennummer 12345678", "serial", "12345678"),
        ("S/N: 1234 5678 9012", "serial", "123456789012"),
        ("MAC ADDR. 00:40:8C:12:34:56", "mac", "00:40:8c:12:34:56"),
        ("Wi-Fi MAC: 0040.8c12.3456", "mac", "00:40:8c:12:34:56"),
        ("MAC:00408C123456", "mac", "00:40:8c:12:34:56"),
        ("FCC ID 2AXJ4 C200", "fcc-id", "2AXJ4-C200"),
        ("FCCID:TE7AX20", "fcc-id", "TE7AX20"),
        ("IC 8853A-T2UPLUS", "ised", "8853A-T2UPLUS"),
        ("Contains FCC ID: 2AXJ4C200", "module-fcc-id", "2AXJ4C200"),
        ("Contains IC: 8853A-T2", "module-ised", "8853A-T2"),
        ("FW: V5.4.5 build 170123", "firmware", "V5.4.5 build 170123"),
        ("Firmware version 1.0.3", "firmware", "1.0.3"),
        ("H/W: 2.0", "hardware", "2.0"),
        ("Fabriqué en Pologne", "country", "Pologne"),
        ("UPC: 695427361234", "product-code", "695427361234"),
        ("www.lorex.com", "web-address", "www.lorex.com"),
        (
            "Manufacturer: Zhejiang Dahua Vision Technology Co., Ltd.",
            "manufacturer",
            "Zhejiang Dahua Vision Technology Co., Ltd.",
        ),
        ("Lorex Technology Inc.", "manufacturer", "Lorex Technology Inc."),
        ("Brand: Acme Vision", "brand", "Acme Vision"),
        ("Model Code : QNV-8080R/VNA", "model", "QNV-8080R/VNA"),
        ("SN D12345678", "serial", "D12345678"),
        ("Model: Tapo C210(US) Ver: 1.0", "hardware", "1.0"),
        ("Ver: V5.4.5 build 170123", "firmware", "V5.4.5 build 170123"),
        ("QNV-8080R\n2019.07", "made", "2019-07"),
        ("ZHEJIANG DAHUA VISION TECHNOLOGY CO.,LTD.", "manufacturer", "ZHEJIANG DAHUA"),
    ],
)
def test_one_thing(line: str, kind: str, value: str) -> None:
    assert value in values(read(line)).get(kind, [])


@pytest.mark.parametrize(
    "line",
    [
        "Power: DC12V 1A", "Default IP: 192.168.1.64", "Works with Google Assistant", "IP67 H.264 PoE 802.3af", "CAN ICES-3(B)/NMB-3(B)",
        "Model: IPC-model", "Input 100-240V", "Welcome to our shop", "This model has a key feature", "DC 12V",
    ],
)  # fmt: skip
def test_what_names_nothing(line: str) -> None:
    assert {"model", "serial", "brand", "fcc-id", "ised"} & set(values(read(line))) == set()


SECRETS = {
    "WIFI:S:My Shop;T:WPA;P:Xsecretx;;": "wifi",
    "www.hik-connect.com\r123456789\rXSECRETX\rDS-2CD2143G0-I\r": "verification-code",
    "{SN:5G043D4PAJ361D8,DT:IPC-G22P,SC:XSECRETX,NC:015}": "verification-code",
    "X-HM://0XSECRETXYACMN": "setup-code",
    "MT:XSECRETX.01EEI141RUX5": "setup-code",
    "otpauth://totp/x?secret=XSECRETX": "password",
    "Verification Code: XSECRETX": "verification-code",
    "Code de vérification : XSECRETX": "verification-code",
    "验证码：XSECRETX": "verification-code",
    "Admin password\nXsecretx": "password",
    "Mot de passe : Xsecretx": "password",
    "User: admin PW: Xsecretx": "password",
    "Wi-Fi key Xsecretx": "password",
    "PIN: XSECRETX": "setup-code",
    "PIN Number: XSECRETX": "setup-code",
    "PIN CODE\nXSECRETX": "setup-code",
    "OAK: XSECRETX": "setup-code",
    "SSID: Xsecretx": "wifi",
    "UID: XSECRETX12345678": "cloud-id",
    "S/N: VSTX-123456-SECRE": "cloud-id",
    "VSTX-123456-SECRE": "cloud-id",
    "S/N: 0b1ea5f00d15beef": "cloud-id",
}


@pytest.mark.parametrize("text", SECRETS)
@pytest.mark.parametrize("code_format", ["", "QR Code"])
def test_what_works_like_a_key_is_named_and_never_kept(text: str, code_format: str) -> None:
    parts = read(LabelText(text, code_format))
    assert SECRETS[text] in values(parts)
    kept = (
        repr(parts.parts)
        + repr(dict(parts.fields))
        + repr([sign.untrusted_text for sign in parts.signs])
        + repr(parts.other_models)
    )
    for secret in ("secret", "SECRE", "0b1ea5f00d15beef"):
        assert secret.casefold() not in kept.casefold()


def test_a_pasted_code_between_typed_lines() -> None:
    parts = values(read("Camera behind the door\nwww.ezviz7.com\nC12345678\nQWERTY\nModel: CS-C6N"))
    assert parts == {"serial": ["C12345678"], "model": ["CS-C6N"], "verification-code": [""]}


def test_ten_bar_codes_are_sorted_and_said_once() -> None:
    codes = [
        LabelText("4419B6123456", "Code 128"), LabelText("44:19:B6:12:34:56", "QR Code"), LabelText("6954273612344", "EAN-13"),
        LabelText("S/N:123456789", "Code 128"), LabelText("123456789", "Code 39"), LabelText("DS-2CD2042WD-I", "Code 128"),
        LabelText("www.hik-connect.com\r123456789\rABCDEF\rDS-2CD2042WD-I\r", "QR Code"), LabelText("WIFI:S:a;P:b;;", "QR Code"),
        LabelText("https://service.example.com/s?key=SECRET", "QR Code"), LabelText("something else", "Data Matrix"),
    ]  # fmt: skip
    parts = read(*codes)
    assert values(parts) == {
        "model": ["DS-2CD2042WD-I"],
        "serial": ["123456789"],
        "mac": ["44:19:b6:12:34:56"],
        "product-code": ["6954273612344"],
        "web-address": ["service.example.com"],
        "wifi": [""],
        "verification-code": [""],
        "unknown": ["…"],
    }
    model = next(part for part in parts.parts if part.kind is PartKind.MODEL)
    assert model.code_formats == ("Code 128", "QR Code")


def test_the_one_code_without_a_meaning_is_a_weak_serial_number() -> None:
    parts = read(LabelText("A1B2C3D4E5", "Code 128"), LabelText("6954273612344", "EAN-13"))
    assert dict(parts.fields) == {"serial_guess": "A1B2C3D4E5"}
    two = read(LabelText("A1B2C3D4E5", "Code 128"), LabelText("F1B2C3D4E5", "Code 128"))
    assert dict(two.fields) == {}


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("2016.02", "2016-02"), ("02/2016", "2016-02"), ("2021-03-25", "2021-03-25"), ("20210325", "2021-03-25"),
        ("25/03/2021", "2021-03-25"), ("03/25/2021", "2021-03-25"), ("05/06/2019", "2019"),
        ("06/06/2019", "2019-06-06"), ("March 2021", "2021-03"), ("12 mars 2021", "2021-03-12"),
        ("Mar 12, 2021", "2021-03-12"), ("1er août 2020", "2020-08-01"), ("2019年05月12日", "2019-05-12"),
        ("2019", "2019"), ("35/2019", "2019"), ("2031-01", ""), ("1970-01-01", ""), ("2021-02-31", "2021-02"),
        ("2026-12", ""), ("soon", ""), ("", ""), ("99/99/9999", ""),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are(text: str, made: str) -> None:
    assert day_of_manufacture(text, TODAY) == made


def test_permit_numbers_are_cut_where_their_code_ends() -> None:
    assert identifiers.halves("2ADTD-5604SD") == ("2ADTD", "5604SD")
    assert identifiers.halves("TE7AX20") == ("TE7", "AX20")
    assert identifiers.halves("SVN-DH-SD2AY") == ("SVN", "DH-SD2AY")
    assert identifiers.fcc_id("??") == identifiers.fcc_id("2ADTD") == identifiers.fcc_id("") == ""
    assert identifiers.ised_number("CAN ICES-3") == ""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=200), max_size=6), st.sampled_from(["", "QR Code", "Code 128", "EAN-13"]))
def test_any_text_is_bounded_and_clean(texts: list[str], code_format: str) -> None:
    parts = read(*(LabelText(text, code_format) for text in texts))
    for part in parts.parts:
        assert len(part.untrusted_value) <= 256
        assert part.untrusted_value.isprintable()
        assert not (part.kind in HIDDEN_KINDS and part.untrusted_value)
    assert parts == read(*(LabelText(text, code_format) for text in texts))


def test_very_long_text_is_cut() -> None:
    assert len(lines_of("S/N: 1\n" * 100_000)) <= 80
    keyed, free = split(lines_of("a" * 1_000_000))
    assert not keyed
    assert len(free[0]) <= 300
    assert len(read(*["Model: DS-2CD2042WD-I" + "A" * 500] * 500).parts) == 1
