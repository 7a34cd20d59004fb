"""The only transport that zeep gets: it reads its own files and hands every message to us; it has no way to the network."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import requests
from zeep.transports import Transport

#: Takes a SOAP message and its content type, gives the checked answer.
AskSoap = Callable[[bytes, str], bytes]


class SoapTransport(Transport):
    """Loads files below folder only; post() is answered by ask, get() by nobody."""

    def __init__(self, folder: Path, ask: AskSoap | None = None) -> None:
        session = requests.Session()
        # This one method of zeep has no types.
        super().__init__(session=session)  # type: ignore[no-untyped-call]
        # Whatever it mounted: this session cannot connect to anything, nor read a file.
        session.adapters.clear()
        session.trust_env = False
        self._folder = folder.resolve()
        self._ask = ask

    def load(self, url: str) -> bytes:
        """A file below the folder. Raises PermissionError for any other place."""
        path = Path(url).resolve()
        if "://" in url or not path.is_relative_to(self._folder):
            raise PermissionError("only the program's own descriptions are read")
        return path.read_bytes()

    def get(self, address: str, params: object, headers: object) -> requests.Response:  # noqa: ARG002 - zeep's signature
        """Never: nothing is fetched."""
        raise PermissionError("nothing is fetched")

    def post(self, address: str, message: bytes, headers: Mapping[str, str]) -> requests.Response:  # noqa: ARG002 - zeep's signature
        """The answer, which has been checked and is of SOAP, whatever the device called it; the address is not looked at."""
        if self._ask is None:
            raise PermissionError("nobody is asked")
        response = requests.Response()
        response.status_code = 200
        response.headers["Content-Type"] = "application/soap+xml; charset=utf-8"
        # The one way to fill a response without a connection.
        response._content = self._ask(message, headers.get("Content-Type", "application/soap+xml"))  # noqa: SLF001
        return response

    def _load_remote_data(self, url: str) -> Any:  # noqa: ARG002 - zeep's signature
        raise PermissionError("nothing is fetched")
