"""The device service of onvif-zeep over our transport, and the few operations that are ever asked for."""

import importlib.metadata
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import zeep
import zeep.wsse.username

from app.model.problem import KnowledgeError
from app.model.sign_in import Credentials, Part
from app.net.soap_transport import AskSoap, SoapTransport

_BINDING = "{http://www.onvif.org/ver10/device/wsdl}DeviceBinding"
_FILE = "devicemgmt.wsdl"
#: Nothing is opened at this address: the transport knows the place itself.
_ANY_PLACE = "http://device.invalid/onvif/device_service"
_SETTINGS = {
    "strict": False,
    "xml_huge_tree": False,
    "forbid_dtd": True,
    "forbid_entities": True,
    "forbid_external": True,
}


class Operation(StrEnum):
    """Everything that is ever asked with a login. All of them read; none has an argument."""

    DATE_AND_TIME = "GetSystemDateAndTime"
    DEVICE_INFORMATION = "GetDeviceInformation"
    HOSTNAME = "GetHostname"
    SCOPES = "GetScopes"
    NETWORK_PROTOCOLS = "GetNetworkProtocols"
    USERS = "GetUsers"


OPERATION_OF = {
    Part.CLOCK: Operation.DATE_AND_TIME,
    Part.INFORMATION: Operation.DEVICE_INFORMATION,
    Part.HOSTNAME: Operation.HOSTNAME,
    Part.SCOPES: Operation.SCOPES,
    Part.PROTOCOLS: Operation.NETWORK_PROTOCOLS,
    Part.USERS: Operation.USERS,
}


class Token:
    """Puts a UsernameToken with a password digest into a message while wanted() says so; stamped with the device's time."""

    def __init__(
        self, credentials: Credentials, wanted: Callable[[], bool], device_time: Callable[[], datetime]
    ) -> None:
        self._credentials = credentials
        self._wanted = wanted
        self._device_time = device_time

    def apply(self, envelope: Any, headers: Any) -> tuple[Any, Any]:
        """The message as it goes out; zeep calls this."""
        if not self._wanted():
            return envelope, headers
        token = zeep.wsse.username.UsernameToken(
            self._credentials.user,
            self._credentials.password,
            use_digest=True,
            created=self._device_time().astimezone(UTC),
            zulu_timestamp=True,
        )
        signed: tuple[Any, Any] = token.apply(envelope, headers)
        return signed

    def verify(self, envelope: Any) -> None:
        """Devices sign nothing."""


def open_service(ask: AskSoap, token: Token) -> Any:
    """The service for one press; reading its description costs a tenth of a second once. Raises KnowledgeError."""
    service_class = _service_class()
    document = _document()
    client = zeep.Client(
        document.wsdl,
        wsse=token,
        transport=SoapTransport(_description().parent, ask),
        settings=zeep.Settings(**_SETTINGS),
    )
    return service_class(_ANY_PLACE, "", "", str(_description()), zeep_client=client, binding_name=_BINDING)


def prepare() -> None:
    """Load what the first press needs, a third of a second. Raises KnowledgeError."""
    _service_class()
    _document()


@cache
def _document() -> zeep.Client:
    file = _description()
    try:
        return zeep.Client(str(file), transport=SoapTransport(file.parent), settings=zeep.Settings(**_SETTINGS))
    except Exception as error:
        raise KnowledgeError(f"{file.name}: {error!r}") from error


@cache
def _description() -> Path:
    """Where onvif-zeep put its descriptions: beside its package, whatever tool installed it. Raises KnowledgeError."""
    candidates: list[Path] = []
    with suppress(importlib.metadata.PackageNotFoundError):
        listed = importlib.metadata.files("onvif-zeep") or []
        candidates += [Path(str(file.locate())) for file in listed if file.name == _FILE]
    import onvif  # noqa: PLC0415 - found by _service_class(), which keeps its import quiet

    candidates.append(Path(onvif.__file__).resolve().parent.parent / "wsdl" / _FILE)
    for candidate in candidates:
        if candidate.is_file():
            return candidate.resolve()
    raise KnowledgeError(f"{_FILE} is missing")


@cache
def _service_class() -> Any:
    """The class of onvif-zeep. Its import would set up logging for the whole program: a handler that is there keeps it from that."""
    root, nothing = logging.getLogger(), logging.NullHandler()
    root.addHandler(nothing)
    try:
        from onvif import ONVIFService  # noqa: PLC0415 - see above
    finally:
        root.removeHandler(nothing)
    return ONVIFService
