"""Answers to the makers' searches: captures (tests/captures/SOURCES-makers.md), and ones built from the offsets of protocols §3.7-§3.20."""

import json
import struct
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.padding import PKCS7

from app.probes import (
    bosch,
    foscam,
    hanwha,
    kasa,
    panasonic,
    reolink,
    sony,
    tapo,
    tuya,
    tvt,
    ubiquiti,
    vivotek,
    vstarcam,
    xiongmai,
)
from tests.unit.probes.captures import capture

MAC = bytes.fromhex("021122334455")
TUYA_KEY = bytes.fromhex("6c1ec8e2bb9bb59ab50b0daf649b410a")


def laid_out(size: int, fields: Mapping[int, bytes]) -> bytes:
    """A datagram with these bytes at these places."""
    data = bytearray(size)
    for start, value in fields.items():
        data[start : start + len(value)] = value
    assert len(data) == size
    return bytes(data)


def captured_hex(name: str) -> bytes:
    return bytes.fromhex(capture(f"makers/{name}.hex").decode())


def dvrip(body: bytes, message: int = 1531) -> bytes:
    return struct.pack("<BBHIIBBHI", 0xFF, 1, 0, 0, 0, 0, 0, message, len(body)) + body + b"\n\0"


def ciphered_kasa(plain: bytes) -> bytes:
    key, out = 171, bytearray()
    for octet in plain:
        key ^= octet
        out.append(key)
    return bytes(out)


def tuya_frame(payload: bytes, *, return_code: bool = True) -> bytes:
    body = (b"\0\0\0\0" if return_code else b"") + payload
    return struct.pack(">IIII", 0x55AA, 0, 0x13, len(body) + 8) + body + struct.pack(">II", 0, 0xAA55)


def tuya_ciphered(plain: bytes) -> bytes:
    padder = PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(AES(TUYA_KEY), ECB()).encryptor()
    return encryptor.update(padded) + encryptor.finalize()


TUYA_SAID: Mapping[str, Any] = {
    "ip": "192.168.1.77",
    "gwId": "eb0123456789abcdefghij",
    "active": 2,
    "encrypt": True,
    "productKey": "keydeadbeef12345",
    "version": "3.3",
}
HANWHA = laid_out(
    262,
    {
        0: b"\x0b",
        0x13: b"02:11:22:33:44:55",
        0x25: b"192.168.1.60",
        0x35: b"255.255.255.0",
        0x45: b"192.168.1.1",
        0x6D: b"SNV-6084",
        0x85: b"http://192.168.1.60:8080/",
    },
)
BOSCH_BINARY = laid_out(
    32,
    {
        0: bytes.fromhex("9939a42701020304"),
        8: MAC,
        0x10: bytes([192, 168, 1, 61]),
        0x14: bytes([255, 255, 255, 0]),
        0x18: bytes([192, 168, 1, 1]),
    },
)
BOSCH_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?><answer><unit><friendlyName>FLEXIDOME</friendlyName><unitName>Yard</unitName>'
    b"<serialNumber>044500000001</serialNumber><physAddress>02-11-22-33-44-55</physAddress>"
    b"<sessionKey>secret</sessionKey><unitIPAddress>192.168.1.61</unitIPAddress><RCPPort>1756</RCPPort>"
    b"<HTTPPort>80</HTTPPort></unit></answer>"
)
PANASONIC = laid_out(48, {0: bytes.fromhex("0001"), 6: MAC}) + b"".join(
    struct.pack(">HH", tag, len(value)) + value
    for tag, value in (
        (0x20, bytes([192, 168, 1, 62])),
        (0x21, bytes([255, 255, 255, 0])),
        (0x22, bytes([192, 168, 1, 1])),
        (0x25, b"\x00\x50"),
        (0xA6, b"\x91"),
        (0xA7, b"Front\0\0\0"),
        (0xA8, b"WV-S1131\0"),
        (0xA9, b"4.30\0"),
        (0xC0, b"\x01"),
        (0xD1, b"KEV00001"),
        (0xFFFF, b""),
    )
)
VIVOTEK = (
    bytes.fromhex("074a5d8f1c")
    + b"\x01\x06Garden"
    + b"\x02\x06"
    + MAC
    + bytes([3, 4, 192, 168, 1, 63])
    + b"\x04\x1b"
    + b"\x06\x02\x50\x00"
    + b"\x08\x02en"
    + b"\x09\x06IP8361\x00"
)
SONY = b"\x02" + b"\xff".join(
    (
        b"MAC:02-11-22-33-44-55",
        b"MODEL:SNC-EB600",
        b"SERIAL:100001",
        b"INFO:allinfo",
        b"DHCP:ON",
        b"IPADR:192.168.1.64",
        b"MASK:255.255.255.0",
        b"GATEWAY:",
        b"WEBPORT:80",
        b"SOFTVERSION:1.11.0",
        b"\x03",
    )
)
_FOSCAM_BODY = laid_out(
    64,
    {
        0: b"021122334455",
        13: b"Kitchen",
        34: bytes([192, 168, 1, 65, 255, 255, 255, 0, 192, 168, 1, 1]),
        50: b"\x02",
        54: bytes([11, 22, 2, 51]),
        58: bytes([2, 4, 10, 8]),
        62: (88).to_bytes(2, "big"),
    },
)
FOSCAM = b"MO_I\x01\0\0" + bytes(8) + struct.pack("<II", 64, 64) + _FOSCAM_BODY
FOSCAM_CIPHERED = (
    b"MO_I\x01\0\x01_Foscam_"
    + struct.pack("<II", 64, 64)
    + bytes(octet ^ b"_Foscam_"[place % 8] for place, octet in enumerate(_FOSCAM_BODY))
)
VSTARCAM = laid_out(
    0xCC + 32,
    {
        0: bytes.fromhex("44480108"),
        4: b"192.168.1.66",
        0x14: b"255.255.255.0",
        0x24: b"192.168.1.1",
        0x54: MAC,
        0x5A: (81).to_bytes(2, "little"),
        0x5C: b"VSTA123456ABCDE",
        0x7C: b"IPCAM",
        0xCC: b"48.53.75.92",
    },
)
REOLINK = laid_out(
    388,
    {
        58: b"IPC",
        80: MAC,
        104: bytes.fromhex("aaaa0000"),
        108: b"192.168.1.67",
        132: b"Driveway",
        164: b"02:11:22:33:44:55",
        228: b"9527000ABCDEFGHI",
    },
)
TVT = captured_hex("tvt_ipcprobe_lobby")
DVRIP = dvrip(capture("makers/dvrip_camera_07c3.json"))
KASA = ciphered_kasa(capture("makers/kasa_EC60.json"))
TAPO = bytes.fromhex("02000002000000000000000000000000") + capture("makers/tapo_C210.json")
UBIQUITI = captured_hex("ubiquiti_UVC_G3_Flex")
TUYA = tuya_frame(tuya_ciphered(json.dumps(TUYA_SAID).encode()))

#: For each module its protocol, a whole answer, and its fields.
ANSWERS: Mapping[ModuleType, tuple[str, bytes, dict[str, str]]] = {
    xiongmai: (
        "dvrip",
        DVRIP,
        {
            "name": "camera_07c3",
            "mac": "5c:4e:ee:72:07:c3",
            "address": "192.168.1.100",
            "http_port": "80",
            "port": "34567",
            "ssl_port": "8443",
            "firmware": "V5.11.R02.000809V1.10010.346837.0000010",
            "pid": "A9A022913235C00M",
            "serial_tail": "1c4d",
        },
    ),
    tvt: (
        "tvt",
        TVT,
        {
            "name": "lobby",
            "mac": "02:00:00:00:00:01",
            "address": "192.168.1.69",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
            "http_port": "80",
            "rtsp_port": "554",
            "firmware": "1.5-1428327",
            "built": "2023-11-03",
            "serial": "TESTSERIAL01",
            "model": "DCN-BM8127AIN",
            "manufacturer": "DVC",
        },
    ),
    hanwha: (
        "hanwha",
        HANWHA,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.60",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
            "model": "SNV-6084",
            "http_port": "8080",
        },
    ),
    bosch: (
        "bosch",
        BOSCH_BINARY,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.61",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
        },
    ),
    panasonic: (
        "panasonic",
        PANASONIC,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.62",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
            "http_port": "80",
            "device_type": "camera",
            "name": "Front",
            "model": "WV-S1131",
            "firmware": "4.30",
            "channels": "1",
            "serial": "KEV00001",
        },
    ),
    vivotek: (
        "vivotek",
        VIVOTEK,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.63",
            "name": "Garden",
            "language": "en",
            "model": "IP8361",
            "http_port": "80",
        },
    ),
    sony: (
        "sony",
        SONY,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.64",
            "mask": "255.255.255.0",
            "model": "SNC-EB600",
            "serial": "100001",
            "firmware": "1.11.0",
            "http_port": "80",
        },
    ),
    foscam: (
        "foscam",
        FOSCAM,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.65",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
            "name": "Kitchen",
            "device_type": "2",
            "firmware": "11.22.2.51",
            "page_version": "2.4.10.8",
            "http_port": "88",
        },
    ),
    vstarcam: (
        "vstarcam",
        VSTARCAM,
        {
            "mac": "02:11:22:33:44:55",
            "address": "192.168.1.66",
            "mask": "255.255.255.0",
            "gateway": "192.168.1.1",
            "http_port": "81",
            "serial_tail": "BCDE",
            "name": "IPCAM",
            "firmware": "48.53.75.92",
        },
    ),
    reolink: (
        "reolink",
        REOLINK,
        {"identifier": "IPC", "mac": "02:11:22:33:44:55", "address": "192.168.1.67", "name": "Driveway"},
    ),
    kasa: (
        "tplink-discovery",
        KASA,
        {
            "model": "EC60(US)",
            "firmware": "2.3.22 Build 20230731 rel.69808",
            "hardware": "4.0",
            "name": "#MASKED_NAME#",
            "description": "Kasa Spot, 24/7 Recording",
            "device_type": "IOT.IPCAMERA",
            "mac": "74:fe:ce:00:00:00",
        },
    ),
    tapo: (
        "tplink-discovery",
        TAPO,
        {
            "device_type": "SMART.IPCAMERA",
            "model": "C210",
            "firmware": "1.4.7 Build 250625 Rel.58841n",
            "hardware": "1.0",
            "address": "127.0.0.123",
            "mac": "9c:a2:f4:00:00:00",
            "factory_default": "no",
        },
    ),
    ubiquiti: (
        "ubiquiti",
        UBIQUITI,
        {
            "mac": "74:00:00:00:db:91",
            "address": "192.168.1.222",
            "model": "UVC G3 Flex",
            "firmware": "UVC.S2L.v4.75.62.67.e71c6e5.250411.1421",
            "name": "UVC G3 Flex",
        },
    ),
    tuya: (
        "tuya",
        TUYA,
        {"address": "192.168.1.77", "product_key": "keydeadbeef12345", "version": "3.3"},
    ),
}
