"""Axis VAPIX: the documented anonymous question for basic device information (protocols §3.10).

Only for a device that already said that it is Axis: whoever calls visit() has seen such a sighting.
"""

import asyncio
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError
from app.net.network import Net
from app.net.target import Target
from app.untrusted.headers import parse_head
from app.untrusted.pairs import pairs
from app.untrusted.text import clean, compact, decode

See = Callable[[Sighting], None]

PATH = "/axis-cgi/basicdeviceinfo.cgi"
#: Where to ask: port and whether it speaks TLS.
WEB_PORTS = ((80, False), (443, True), (8080, False))
#: Largest answer that is read, in bytes, and seconds for one port.
ANSWER_LIMIT = 16 * 1024
SECONDS_A_PORT = 4.0

#: The same in param.cgi, which needs a login: only read when somebody hands it over.
_FIELD_OF_PARAMETER = {
    "brand.brand": "brand",
    "brand.prodfullname": "product",
    "brand.prodshortname": "short_name",
    "brand.prodnbr": "model",
    "brand.prodtype": "product_type",
    "properties.system.serialnumber": "serial",
    "properties.firmware.version": "firmware",
    "properties.firmware.builddate": "built",
    "properties.system.hardwareid": "hardware_id",
}
_PARAMETER = re.compile(r"\s*(?:root\.)?((?:Brand|Properties)\.[\w.]{1,60})\s*=\s*(.*)", re.IGNORECASE)
_PARAMETERS_LIMIT = 4096
_FIELD_OF_PROPERTY = {
    "Brand": "brand",
    "ProdFullName": "product",
    "ProdShortName": "short_name",
    "ProdNbr": "model",
    "ProdType": "product_type",
    "SerialNumber": "serial",
    "Version": "firmware",
    "BuildDate": "built",
    "HardwareID": "hardware_id",
}


def build_question() -> bytes:
    """The JSON body of getAllUnrestrictedProperties."""
    return b'{"apiVersion":"1.0","method":"getAllUnrestrictedProperties"}'


def parse_answer(untrusted_body: str) -> dict[str, str]:
    """The fields of the JSON answer, {} when it is an error or something else."""
    if len(untrusted_body) > ANSWER_LIMIT:
        return {}
    try:
        answer: Any = json.loads(untrusted_body)
    except (ValueError, RecursionError):
        return {}
    data = answer.get("data", answer) if isinstance(answer, dict) else None
    properties = data.get("propertyList") if isinstance(data, dict) else None
    return _properties(properties) if isinstance(properties, dict) else {}


def _properties(untrusted: Mapping[str, Any]) -> dict[str, str]:
    return _with_model(
        compact(
            {
                field: clean(value)
                for name, field in _FIELD_OF_PROPERTY.items()
                if isinstance(value := untrusted.get(name), str)
            }
        )
    )


def read(untrusted: str) -> dict[str, str]:
    """The fields of an answer as text, with or without its HTTP head: JSON, or the parameters of param.cgi."""
    head = parse_head(untrusted) if untrusted.lstrip()[:5].upper() == "HTTP/" else None
    body = head.untrusted_body if head else untrusted
    return parse_answer(body) or _parse_parameters(body) or _parse_pieces(body)


def _parse_pieces(untrusted_body: str) -> dict[str, str]:
    """The list of properties alone, however it was printed; {} when its own names are not there."""
    said = pairs(untrusted_body)
    if not said.keys() & {"prodnbr", "prodfullname", "prodshortname"}:
        return {}
    return _properties({name: said.get(name.lower(), "") for name in _FIELD_OF_PROPERTY})


def _with_model(fields: dict[str, str]) -> dict[str, str]:
    """The short name is the brand and the model: it stands in where the number is left out."""
    short = fields.pop("short_name", "")
    brand = fields.get("brand", "")
    if short and "model" not in fields:
        fields["model"] = short.removeprefix(brand).strip() if brand else short
    return fields


def _parse_parameters(untrusted_body: str) -> dict[str, str]:
    fields: dict[str, str] = {}
    for line in untrusted_body.splitlines()[:_PARAMETERS_LIMIT]:
        match = _PARAMETER.match(line)
        if match and (field := _FIELD_OF_PARAMETER.get(match[1].lower())):
            fields.setdefault(field, clean(match[2]))
    return _with_model(compact(fields))


async def visit(net: Net, target: Target, seen: See) -> None:
    """Ask the first open web port that answers, once."""
    for port, tls in WEB_PORTS:
        if port not in target.ports:
            continue
        try:
            async with net.http(target.address, port, tls=tls) as session, asyncio.timeout(SECONDS_A_PORT):
                response = await session.request(
                    "POST",
                    PATH,
                    headers=(("Content-Type", "application/json"),),
                    body=build_question(),
                    limit=ANSWER_LIMIT,
                )
        except (ExchangeError, TimeoutError):
            continue
        if response.status == 200 and (fields := parse_answer(decode(response.untrusted_body))):
            seen(Sighting(Protocol.VAPIX, target.address, fields, datetime.now(UTC), port))
            return
