"""LAW 2 (protocols §1.2) for the group questions: nothing but the read-only searches can be built or sent."""

import ast
import asyncio
import inspect
import re
from pathlib import Path
from types import ModuleType, SimpleNamespace
from uuid import uuid4

import pytest

from app.probes import (
    bosch,
    dahua,
    foscam,
    hanwha,
    kasa,
    mdns,
    panasonic,
    reolink,
    sadp,
    sony,
    ssdp,
    tapo,
    tuya,
    tvt,
    ubiquiti,
    upnp_description,
    vivotek,
    vstarcam,
    ws_discovery,
    xiongmai,
)
from app.scan.questions import GROUP_QUESTIONS
from tests.unit.probes.group_net import GroupNet

#: Each search by one of all that a maker's port may be sent.
MAKERS = (
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
MODULES = (dahua, mdns, sadp, ssdp, upnp_description, ws_discovery, *MAKERS)

#: Other SADP Types, other DHIP methods, UPnP control, ONVIF changes, logins: none may stand in a text of these modules.
FORBIDDEN = re.compile(
    r"<Types>(?!\s*(?:inquiry\b)?\s*<|$)"
    r"|\b(?:activate|resetpassword|passwordreset|exchangecode|getencryptstring|getqrcodes|restore\w*|reboot|upgrade|unbind|ezvizunbind)\b"
    r"|setconfig|devinit|passwdfind|security\.|usermanager|global\.login|configmanager|magicbox"
    r"|soapaction|addportmapping|controlurl|setsystem|systemreboot|createusers|getusers|getsystembackup|getsystemuris"
    r"|authorization|usernametoken|wsse|password|passwd"
    r"|search_ipc|searchipc|hds/1\.0|\bcmd \*|oplogin|opmachine|loginreq|set_relay|set_device|get_device_info|handshake",
    re.IGNORECASE,
)
#: What the caller of a build function may choose: the number of a question, one of three types, one of two targets, names to browse,
#: the adapter, a throw-away public key.
MAY_CHOOSE = {"message_id", "question_id", "wanted", "target", "questions", "one_shot", "scope", "public_key", "serial"}


SCOPE = SimpleNamespace(
    interface=SimpleNamespace(name="eth9", mac="02:00:00:00:00:01", address4="192.0.2.10", broadcast4="192.0.2.255")
)


def texts_of(module: ModuleType) -> list[str]:
    """Every text in the module except docstrings."""
    tree = ast.parse(Path(inspect.getsourcefile(module) or "").read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value if isinstance(node.value, str) else node.value.decode("latin-1")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in docstrings
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_forbidden_word_stands_in_a_text(module: ModuleType) -> None:
    texts = texts_of(module)
    assert texts
    assert [text for text in texts if FORBIDDEN.search(text)] == []


@pytest.mark.parametrize(
    "text",
    ["<Types>activate</Types>", "DHDiscover.setConfig", "PasswdFind.getDescript", "Reboot", "Authorization: Basic"],
)
def test_the_scan_would_find_one(text: str) -> None:
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_what_can_be_built_is_fixed(module: ModuleType) -> None:
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if name.startswith("build_"):
            assert set(inspect.signature(function).parameters) <= MAY_CHOOSE, name


def payloads_of(module: ModuleType, *, listen_seconds: float = 0.3) -> set[bytes]:
    net = GroupNet(listen_seconds=listen_seconds, scope=SCOPE)
    asyncio.run(module.ask(net, lambda sighting: None))
    return {payload for _, payload, _ in net.sent}


def test_sadp_only_inquires() -> None:
    question = re.compile(
        rb'<\?xml version="1\.0" encoding="utf-8"\?><Probe><Uuid>[0-9A-F-]{36}</Uuid><Types>inquiry</Types></Probe>'
    )
    payloads = payloads_of(sadp) | {sadp.build_inquiry(uuid4())}
    assert all(question.fullmatch(payload) for payload in payloads)


def test_dhip_only_searches() -> None:
    assert payloads_of(dahua) == {dahua.build_search()}
    assert dahua.build_search()[32:] == b'{"method":"DHDiscover.search","params":{"mac":"","uni":1}}\n'


def test_ssdp_only_searches() -> None:
    assert all(payload.startswith(b"M-SEARCH * HTTP/1.1\r\n") for payload in payloads_of(ssdp))


def test_ws_discovery_only_probes() -> None:
    assert all(
        payload.count(b"<d:Probe>") == 1 and payload.count(b"/Probe<") == 1 for payload in payloads_of(ws_discovery)
    )


def test_mdns_only_asks() -> None:
    payloads = payloads_of(mdns)
    assert payloads
    # The flags of a question (QR and opcode 0) and no records: nothing is announced, nothing is answered.
    assert all(payload[2:4] == b"\0\0" and payload[6:12] == bytes(6) for payload in payloads)


@pytest.mark.parametrize("module", [dahua, mdns, sadp, ssdp, ws_discovery], ids=lambda module: module.__name__)
def test_at_most_three_repeats(module: ModuleType) -> None:
    assert len(module.SEND_AT) <= 3


def test_descriptions_are_only_read() -> None:
    source = inspect.getsource(upnp_description)
    assert re.findall(r"session\.request\(\"(\w+)\"", source) == ["GET"]


@pytest.fixture(scope="module")
def makers_payloads() -> dict[ModuleType, list[bytes]]:
    """All that the makers' searches send while a scan listens."""

    async def payloads(module: ModuleType) -> list[bytes]:
        net = GroupNet(listen_seconds=2.3, scope=SCOPE)
        await module.ask(net, lambda sighting: None)
        assert net.sent_to == []
        return [payload for _, payload, _ in net.sent]

    async def ask_all() -> list[list[bytes]]:
        return await asyncio.gather(*map(payloads, MAKERS))

    return dict(zip(MAKERS, asyncio.run(ask_all()), strict=True))


def test_xiongmai_only_sends_message_1530(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    assert {(len(one), int.from_bytes(one[14:16], "little")) for one in makers_payloads[xiongmai]} == {(20, 1530)}


def test_tvt_only_sends_command_1_and_nothing_after_it(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    assert {(one[:4], one[8:12], one[12:]) for one in makers_payloads[tvt]} == {(b"MHED", b"\1\0\0\0", bytes(128))}


def test_panasonic_never_sends_a_setting(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    # 0x0021 and 0x0011 are types of messages: neither stands where a type may stand, and every request is the search 0x000d.
    kinds = {(one[:2].hex(), one[4:6].hex(), one[6:12]) for one in makers_payloads[panasonic]}
    assert kinds == {("0001", "000d", bytes(6))}
    assert {one[2:4].hex() for one in makers_payloads[panasonic]} == {"002a", "0000"}


def test_foscam_only_sends_command_0(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    assert {(one[:4], one[4:6], len(one)) for one in makers_payloads[foscam]} == {(b"MO_I", b"\0\0", 27)}


def test_tplink_only_asks_what_devices_are(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    assert set(makers_payloads[kasa]) == {kasa.build_search()}
    for one in makers_payloads[tapo]:
        assert one[:4].hex() == "02000001"
        assert one[16:] == b"" or re.fullmatch(
            rb'\{"params": \{"rsa_key": "-----BEGIN PUBLIC[\w\\+/=\s-]+"\}\}', one[16:]
        )


@pytest.mark.parametrize(
    ("module", "allowed"),
    [
        (hanwha, {b"\1".ljust(262, b"\0")}),
        (vivotek, {bytes.fromhex("014a5d8f1c")}),
        (sony, {b"\x02ENQ:allinfo\xff\x03"}),
        (vstarcam, {bytes.fromhex("44480101")}),
        (reolink, {bytes.fromhex("aaaa0000")}),
        (ubiquiti, {bytes.fromhex("01000000"), bytes.fromhex("02080000")}),
        (tuya, set()),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_others_send_one_constant(
    module: ModuleType, allowed: set[bytes], makers_payloads: dict[ModuleType, list[bytes]]
) -> None:
    assert set(makers_payloads[module]) == allowed


def test_bosch_only_searches(makers_payloads: dict[ModuleType, list[bytes]]) -> None:
    assert {(one[:4].hex(), one[8:].hex()) for one in makers_payloads[bosch]} == {("9939a427", "ff0006de")}


def test_nobody_asks_topsee_hds_or_industrial_cameras() -> None:
    ports = {value for module in MODULES for name, value in vars(module).items() if name.endswith("PORT")}
    assert {34569, 23456, 10000, 20002} <= ports
    assert not ports & {3001, 8002, 18002, 3956, 2015, 7000}
    assert {inspect.getmodule(one.ask) for one in GROUP_QUESTIONS} == {*MODULES} - {upnp_description}
