"""A UPnP device of the PyPI package async-upnp-client. Usage: upnp_device.py ADDRESS TYPE NAME MODEL NUMBER SERIAL UDN"""

import asyncio
import sys
import xml.etree.ElementTree as ET
from typing import ClassVar

from async_upnp_client.const import DeviceInfo, ServiceInfo
from async_upnp_client.server import UpnpServer, UpnpServerDevice, UpnpServerService

address, kind, name, model, number, serial, udn = sys.argv[1:]


class Service(UpnpServerService):
    SERVICE_DEFINITION = ServiceInfo(
        service_id="urn:upnp-org:serviceId:One",
        service_type="urn:schemas-upnp-org:service:One:1",
        control_url="/control",
        event_sub_url="/event",
        scpd_url="/service.xml",
        xml=ET.Element("service"),
    )
    STATE_VARIABLE_DEFINITIONS: ClassVar[dict[str, object]] = {}


class Device(UpnpServerDevice):
    DEVICE_DEFINITION = DeviceInfo(
        device_type=f"urn:schemas-upnp-org:device:{kind}:1",
        friendly_name=name,
        manufacturer="Fabrikam",
        manufacturer_url=None,
        model_name=model,
        udn=f"uuid:{udn}",
        upc=None,
        model_description="network camera accessory",
        model_number=number,
        model_url=None,
        serial_number=serial,
        presentation_url=None,
        url="/device.xml",
        icons=[],
        xml=ET.Element("device"),
    )
    EMBEDDED_DEVICES: ClassVar[list[type[UpnpServerDevice]]] = []
    SERVICES: ClassVar[list[type[UpnpServerService]]] = [Service]


async def main() -> None:
    await UpnpServer(Device, source=(address, 0), http_port=8765).async_start()
    await asyncio.Event().wait()


asyncio.run(main())
