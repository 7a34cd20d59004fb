"""Answers that are refusals, heads before bodies, or the inner part of an answer alone."""

import pytest

from app.answer import identify_answer, read_answer


@pytest.mark.parametrize(
    ("protocol", "answer", "fields"),
    [
        (
            "dvrip",
            '\ufffd\x01\x00 {"DeviceType": "IPC", "SoftWareVersion": "V5.00.R02.0007", "HardWare": "IVG-85HF20PYA-S"}',
            {"firmware": "V5.00.R02.0007", "hardware": "IVG-85HF20PYA-S"},
        ),
        (
            "isapi",
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<activateStatus><Activated>true</Activated></activateStatus>",
            {"answer": "activateStatus"},
        ),
        ("isapi", "<userCheck><statusValue>401</statusValue></userCheck>", {"answer": "userCheck"}),
        (
            "vivotek-cgi",
            "HTTP/1.1 200 OK\r\n\r\nmodelname=IP8335H\r\nversion=IP8335H-VVTK-0100f\r\n",
            {"model": "IP8335H", "firmware": "IP8335H-VVTK-0100f"},
        ),
        (
            "reolink-api",
            'HTTP/1.1 200 OK\r\nServer: nginx\r\n\r\n[{"cmd":"Unknown","code":1,"error":{"detail":"not support","rspCode":-9}}]',
            {"refusal": "-9", "command": "Unknown"},
        ),
        (
            "reolink-api",
            '[{"cmd":"GetDevName","code":0,"value":{"DevName":{"name":"Garage"}}}]',
            {"name": "Garage", "command": "GetDevName"},
        ),
        (
            "sadp",
            "<ProbeMatch><DeviceType>DS-2CD2020F-I</DeviceType><DeviceDescription>IPC</DeviceDescription></ProbeMatch>",
            {"model": "DS-2CD2020F-I"},
        ),
        ("snmp", "1.3.6.1.4.1.39165.1.1", {"object_id": "1.3.6.1.4.1.39165.1.1"}),
        ("vapix", "Brand.Brand=AXIS\nBrand.ProdShortName=AXIS P7304\n", {"brand": "AXIS", "model": "P7304"}),
    ],
)
def test_short_answer_is_read(protocol: str, answer: str, fields: dict[str, str]) -> None:
    sighting = read_answer(protocol, answer)
    assert sighting is not None
    assert fields.items() <= sighting.untrusted_fields.items()


@pytest.mark.parametrize(
    ("protocol", "answer"),
    [
        ("isapi", "<status><value>401</value></status>"),
        ("vivotek-cgi", "modelname=X\r\nversion=1.0\r\n"),
        ("reolink-api", '[{"cmd":"play","error":{"rspCode":9}}]'),
        ("snmp", "1.2.840.113549.1.1"),
        ("dvrip", '{"DeviceType": "IPC", "Name": "x"}'),
    ],
)
def test_what_could_be_of_anybody_is_not_read(protocol: str, answer: str) -> None:
    assert read_answer(protocol, answer) is None


@pytest.mark.parametrize(
    ("protocol", "answer", "version"),
    [
        ("snmp", "DS-2CD2125FWD-I V5.5.82 build 190909", "V5.5.82 build 190909"),
        ("snmp", "MOBOTIX M25 MX-V4.7.2.18", "MX-V4.7.2.18"),
        ("snmp", "Arecont Vision AV2110 firmware 64321", "64321"),
        ("sip", "SIP/2.0 200 OK\r\nUser-Agent: BAS-IP AA-07 3.11.0\r\n\r\n", "3.11.0"),
    ],
)
def test_bare_version_behind_a_model(protocol: str, answer: str, version: str) -> None:
    identity = identify_answer(protocol, answer)
    assert identity is not None
    assert identity.firmware.value == version


def test_version_of_a_program_is_no_firmware() -> None:
    identity = identify_answer("ftp", "220 AXIS P3245 (vsFTPd 2.0.4)")
    assert identity is not None
    assert identity.firmware.value is None
