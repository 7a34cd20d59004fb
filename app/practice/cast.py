"""The cast: reads the descriptions of the pretend devices and makes devices of them."""

import datetime as dt
import tomllib
from dataclasses import replace

from app.model.problem import KnowledgeError
from app.places import resources_folder
from app.practice import vapix
from app.practice.dahua import DahuaSpeaker
from app.practice.extras import EXTRA_LIMIT, Table, extra_table
from app.practice.http import HttpAnswer, Service, WebSite, icon, login, page, redirect
from app.practice.mdns import DnsService, MdnsSpeaker
from app.practice.onvif import OnvifDevice
from app.practice.onvif_login import OnvifLogin
from app.practice.reolink import ReolinkSpeaker
from app.practice.rtsp import RtspServer
from app.practice.sadp import SadpSpeaker
from app.practice.speaker import DatagramSpeaker, PretendDevice, StreamSpeaker
from app.practice.ssdp import SsdpSpeaker, UpnpDevice
from app.practice.tapo import TapoSpeaker
from app.practice.tls import CertificateName
from app.practice.tvt import TvtDevice, TvtSpeaker
from app.practice.wsdiscovery import ProbeMatch, WsDiscoverySpeaker
from app.practice.xiongmai import XiongmaiSpeaker

_ONVIF_PATH = "/onvif/device_service"


def load_cast() -> tuple[PretendDevice, ...]:
    """The devices of resources/practice/cast.toml. Raises KnowledgeError."""
    file = resources_folder() / "practice" / "cast.toml"
    try:
        with file.open("rb") as stream:
            tables = tomllib.load(stream)["device"]
        return tuple(build_device(table) for table in tables)
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeError(f"{file.name}: {error!r}") from error


def extra_devices(count: int) -> tuple[PretendDevice, ...]:
    """So many generated cameras of three families; they share two listeners. Raises ValueError beyond EXTRA_LIMIT."""
    if not 0 <= count <= EXTRA_LIMIT:
        raise ValueError(f"{count} is not between 0 and {EXTRA_LIMIT}")
    return tuple(replace(build_device(extra_table(number)), shares_listeners=True) for number in range(count))


def build_device(table: Table) -> PretendDevice:
    """The device that a table of the cast describes. Raises KeyError, TypeError or ValueError."""
    address = table["address"]
    return PretendDevice(
        name=table["name"],
        address=address,
        mac=table["mac"],
        datagrams=tuple(_datagrams(table, address)),
        streams=tuple(_streams(table, address)),
    )


def _datagrams(table: Table, address: str) -> list[DatagramSpeaker]:
    speakers: list[DatagramSpeaker] = []
    if "wsdiscovery" in table:
        own = table["wsdiscovery"]
        xaddrs = own.get("xaddrs") or [_xaddr(table, address)]
        match = ProbeMatch(
            own["endpoint"], tuple(own["types"]), tuple(own["scopes"]), tuple(xaddrs), own.get("drops_urn", False)
        )
        speakers.append(WsDiscoverySpeaker(match))
    if "sadp" in table:
        dashed = table["mac"].replace(":", "-")
        speakers.append(SadpSpeaker({"MAC": dashed, "IPv4Address": address, **table["sadp"]}))
    if "dahua" in table:
        place = {
            "IPAddress": address,
            "SubnetMask": "255.255.255.0",
            "DefaultGateway": "192.168.50.1",
            "DhcpEnable": True,
        }
        speakers.append(DahuaSpeaker(table["mac"], {"IPv4Address": place, **table["dahua"]}))
    speakers.extend(_maker_searches(table, address))
    if "mdns" in table:
        speakers.append(MdnsSpeaker(address, [DnsService(**service) for service in table["mdns"]]))
    if "ssdp" in table:
        speakers.append(SsdpSpeaker(_upnp(table["ssdp"], address)))
    return speakers


def _maker_searches(table: Table, address: str) -> list[DatagramSpeaker]:
    mac = table["mac"]
    speakers: list[DatagramSpeaker] = []
    if "dvrip" in table:
        speakers.append(XiongmaiSpeaker(mac, address, table["dvrip"]))
    if "tvt" in table:
        own = table["tvt"]
        speakers.append(TvtSpeaker(mac, address, TvtDevice(**{**own, "software": tuple(own["software"])})))
    if "reolink" in table:
        speakers.append(ReolinkSpeaker(mac, address, **table["reolink"]))
    if "tapo" in table:
        speakers.append(TapoSpeaker(mac, address, table["tapo"]))
    return speakers


def _streams(table: Table, address: str) -> list[StreamSpeaker]:
    streams = []
    for port in sorted(_web_ports(table)):
        own: Table = next((site for site in table.get("http", ()) if site["port"] == port), {})
        certificate = None
        if "certificate" in own:
            certificate = CertificateName(own["certificate"], address)
        streams.append(StreamSpeaker(port, _site(table, own, port, address).answer, certificate=certificate))
    if "rtsp" in table:
        own = table["rtsp"]
        server = RtspServer(**{name: value for name, value in own.items() if name != "port"})
        streams.append(StreamSpeaker(own.get("port", 554), server.answer))
    streams.extend(
        StreamSpeaker(quiet["port"], greeting=bytes.fromhex(quiet.get("greeting", "")))
        for quiet in table.get("quiet", ())
    )
    return streams


def _web_ports(table: Table) -> set[int]:
    ports = {site["port"] for site in table.get("http", ())}
    ports.update(table[name]["port"] for name in ("onvif", "ssdp") if name in table)
    return ports


def _site(table: Table, own: Table, port: int, address: str) -> WebSite:
    pages: dict[str, HttpAnswer | Service] = {page["path"]: _page(page) for page in own.get("pages", ())}
    if "icon" in own:
        pages["/favicon.ico"] = icon(own["icon"])
    if "onvif" in table and table["onvif"]["port"] == port:
        pages[_ONVIF_PATH] = _onvif(table, address).answer
    if "ssdp" in table and table["ssdp"]["port"] == port:
        upnp = _upnp(table["ssdp"], address)
        pages[table["ssdp"]["path"]] = HttpAnswer(200, (("Content-Type", "text/xml"),), upnp.description())
    realm, scheme = own.get("realm", ""), own.get("scheme", "Digest")
    if "vapix" in table:
        pages[vapix.PATH] = vapix.service(table["vapix"], realm)
    return WebSite(own.get("server", ""), pages, (lambda _: login(realm, scheme)) if realm else None)


def _page(own: Table) -> HttpAnswer:
    if "redirect" in own:
        return redirect(own["redirect"])
    answer = page(own.get("title", ""), own.get("body", ""))
    cookies = tuple(("Set-Cookie", f"{name}=0; path=/") for name in own.get("cookies", ()))
    return replace(answer, headers=(*answer.headers, *cookies))


def _onvif(table: Table, address: str) -> OnvifDevice:
    own = dict(table["onvif"])
    own.pop("port")
    clock = own.pop("clock", None)
    if clock is not None and not isinstance(clock, dt.datetime):
        raise TypeError("a clock is a date and time")
    if "login" in own:
        scopes = table.get("wsdiscovery", {}).get("scopes", ())
        own["login"] = OnvifLogin(**own["login"], realm=own.get("realm", ""), scopes=tuple(scopes), path=_ONVIF_PATH)
    services = tuple(own.pop("services", ())) or ("http://www.onvif.org/ver10/device/wsdl",)
    return OnvifDevice(xaddr=_xaddr(table, address), clock=clock, services=services, **own)


def _xaddr(table: Table, address: str) -> str:
    port = table["onvif"]["port"]
    return f"http://{address}{'' if port == 80 else f':{port}'}{_ONVIF_PATH}"


def _upnp(own: Table, address: str) -> UpnpDevice:
    return UpnpDevice(
        location=own.get("location") or f"http://{address}:{own['port']}{own['path']}",
        server=own["server"],
        device_type=own["device_type"],
        udn=own["udn"],
        elements=own["elements"],
    )
