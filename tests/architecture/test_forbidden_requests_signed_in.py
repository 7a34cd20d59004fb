"""Signing in reads and nothing else: what may be asked is fixed, and no other part of the program can carry a login."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from app.model.sign_in import Part
from app.probes.onvif_signed_in.service import OPERATION_OF, Operation

APP = Path(__file__).resolve().parents[2] / "app"
#: Reading operations of the device service. Whoever adds one shows here that it changes nothing.
ALLOWED = {
    "GetDeviceInformation",
    "GetHostname",
    "GetNetworkProtocols",
    "GetScopes",
    "GetSystemDateAndTime",
    "GetUsers",
}
#: The only modules that know what a login looks like; the practice camera checks one.
KNOW_A_LOGIN = {
    "net/bounded_soap.py",
    "net/digest_login.py",
    "practice/onvif_login.py",
    "probes/onvif_signed_in/dialog.py",
    "probes/onvif_signed_in/service.py",
}
SOURCES = {str(path.relative_to(APP)): path.read_text("utf-8") for path in sorted(APP.rglob("*.py"))}


@cache
def code(source: str) -> str:
    """Without docstrings and comments."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)


def test_only_these_operations_are_ever_asked() -> None:
    assert {operation.value for operation in Operation} == ALLOWED
    assert set(OPERATION_OF) == set(Part)
    assert all(name.startswith("Get") for name in ALLOWED)


def test_operations_are_called_by_that_list_only() -> None:
    package = "".join(code(text) for name, text in SOURCES.items() if name.startswith("probes/onvif_signed_in/"))
    assert set(re.findall(r"\bGet[A-Z]\w+", package)) == ALLOWED
    assert not re.search(r"\b(?:Set|Create|Delete|Remove|Add|System(?:Reboot|Restore))[A-Z]\w+\(", package)
    assert package.count("getattr(self._service") == 1


@pytest.mark.parametrize("word", ["ONVIFCamera", "CachingClient", "create_pullpoint", "AsyncTransport"])
def test_the_class_that_writes_to_cameras_is_never_used(word: str) -> None:
    assert [name for name, text in SOURCES.items() if word in code(text)] == []


def test_only_signing_in_knows_what_a_login_looks_like() -> None:
    pattern = re.compile(r"Authorization: |UsernameToken|\.answer\(.*credentials|credentials\.password")
    found = {name for name, text in SOURCES.items() if pattern.search(code(text))}
    assert found - KNOW_A_LOGIN == {"inventory/keychain.py"}


def test_only_two_modules_load_the_soap_libraries() -> None:
    loads = re.compile(r"^\s*(?:import|from) (?:zeep|onvif|requests|lxml)\b", re.MULTILINE)
    assert {name for name, text in SOURCES.items() if loads.search(text)} == {
        "net/soap_transport.py",
        "probes/onvif_signed_in/service.py",
    }
