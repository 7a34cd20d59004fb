"""LAW 2 (protocols §1.2) for the group questions: nothing but the read-only searches can be built or sent."""

import ast
import asyncio
import inspect
import re
from pathlib import Path
from types import ModuleType
from uuid import uuid4

import pytest

from app.probes import dahua, mdns, sadp, ssdp, upnp_description, ws_discovery
from tests.unit.probes.group_net import GroupNet

MODULES = (dahua, mdns, sadp, ssdp, upnp_description, ws_discovery)

#: Other SADP Types, other DHIP methods, UPnP control, ONVIF changes, logins: none may stand in a text of these modules.
FORBIDDEN = re.compile(
    r"<Types>(?!\s*(?:inquiry\b)?\s*<|$)"
    r"|\b(?:activate|resetpassword|passwordreset|exchangecode|getencryptstring|getqrcodes|restore\w*|reboot|upgrade|unbind|ezvizunbind)\b"
    r"|setconfig|devinit|passwdfind|security\.|usermanager|global\.login|configmanager|magicbox"
    r"|soapaction|addportmapping|controlurl|setsystem|systemreboot|createusers|getusers|getsystembackup|getsystemuris"
    r"|authorization|usernametoken|wsse|password|passwd",
    re.IGNORECASE,
)
#: What the caller of a build function may choose: the number of a question, one of three types, one of two targets, names to browse.
MAY_CHOOSE = {"message_id", "question_id", "wanted", "target", "questions", "one_shot"}


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


def payloads_of(module: ModuleType) -> set[bytes]:
    net = GroupNet(listen_seconds=0.3)
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
