"""The description that a UPnP device serves where its SSDP answer says (protocols §3.4)."""

import asyncio
import html
import re
from collections.abc import Callable
from datetime import UTC, datetime

from app.model.sighting import Protocol, Sighting
from app.net.exchange import ExchangeError
from app.net.network import Net
from app.net.request import is_document
from app.net.target import Target
from app.untrusted.pairs import pasted
from app.untrusted.text import clean, clean_lines, compact, decode
from app.untrusted.xml import DOCUMENT_LIMIT, UntrustedXmlError, find, find_all, local, parse

See = Callable[[Sighting], None]

#: Most descriptions of one address that are read: several devices may live on one host.
DESCRIPTIONS_LIMIT = 4
#: For one description, redirects included.
SECONDS_A_DESCRIPTION = 6.0

_FIELDS = {
    "friendlyname": "friendly_name",
    "manufacturer": "manufacturer",
    "manufacturerurl": "manufacturer_url",
    "modelname": "model_name",
    "modelnumber": "model_number",
    "modeldescription": "model_description",
    "serialnumber": "serial",
    "udn": "udn",
    "presentationurl": "presentation_url",
}
#: Names that stand in no answer but this one.
_OWN_NAMES = frozenset({"friendlyname", "modelname", "modeldescription", "presentationurl"})
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BROKEN_DEVICE = re.compile(r"<(?:[\w.-]+:)?device\b[^<>]*>", re.IGNORECASE)
_BROKEN_ELEMENT = re.compile(rf"<(?:[\w.-]+:)?({'|'.join(_FIELDS)}|deviceType)\b[^<>]*>([^<]*)<", re.IGNORECASE)


def parse_description(untrusted: bytes) -> list[dict[str, str]]:
    """The fields of the root device, with the types of all devices inside it; [] when it is no description."""
    if len(untrusted) > DOCUMENT_LIMIT:
        return []
    try:
        root = parse(untrusted)
    except UntrustedXmlError:
        fields = _read_broken(decode(untrusted))
        return [fields] if fields else []
    device = find(root, "device")
    if device is None:
        return []
    fields = {"device_type": clean_lines([element.text or "" for element in find_all(root, "deviceType")])}
    for element in device:
        if name := _FIELDS.get(local(element).lower()):
            fields.setdefault(name, clean(element.text or ""))
    fields = compact(fields)
    return [fields] if fields else []


def read(untrusted: str) -> dict[str, str]:
    """The fields of a description as text, whole or in pieces; {} when it is none."""
    found = parse_description(_XML_DECLARATION.sub("", untrusted).encode("utf-8", "replace"))
    return found[0] if found else _read_pieces(untrusted)


async def visit(net: Net, target: Target, seen: See) -> None:
    """Get each description that the device named. One sighting for each that can be read."""
    documents = [place for place in dict.fromkeys(target.locations) if is_document(place[1])]
    for port, path in documents[:DESCRIPTIONS_LIMIT]:
        try:
            async with net.http(target.address, port) as session, asyncio.timeout(SECONDS_A_DESCRIPTION):
                response = await session.request("GET", path, limit=DOCUMENT_LIMIT)
        except (ExchangeError, TimeoutError):
            continue
        if response.status != 200:
            continue
        for fields in parse_description(response.untrusted_body):
            seen(Sighting(Protocol.UPNP_DESCRIPTION, target.address, fields, datetime.now(UTC), port))


def _read_pieces(untrusted: str) -> dict[str, str]:
    """Elements without their device, and names with values as programs print them."""
    said = {name.removeprefix("upnp"): value for name, value in pasted(untrusted).items()}
    if not said.keys() & _OWN_NAMES:
        return {}
    return compact(
        {
            "device_type": clean(said.get("devicetype", "")),
            **{field: clean(said.get(name, "")) for name, field in _FIELDS.items()},
        }
    )


def _read_broken(untrusted: str) -> dict[str, str]:
    """The first value of each element of a document that is cut off or not well formed."""
    device = _BROKEN_DEVICE.search(untrusted)
    if not device:
        return {}
    types: list[str] = []
    fields: dict[str, str] = {}
    for element in _BROKEN_ELEMENT.finditer(untrusted, device.end()):
        name, value = element[1].lower(), html.unescape(element[2])
        if name == "devicetype":
            types.append(value)
        else:
            fields.setdefault(_FIELDS[name], clean(value))
    return compact({"device_type": clean_lines(types), **fields})
