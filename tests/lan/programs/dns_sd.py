"""Announces one service with the PyPI package zeroconf. Usage: dns_sd.py ADDRESS TYPE INSTANCE PORT KEY=VALUE..."""

import socket
import sys
import threading

from zeroconf import IPVersion, ServiceInfo, Zeroconf

address, kind, instance, port, *pairs = sys.argv[1:]
service = ServiceInfo(
    f"{kind}.local.",
    f"{instance}.{kind}.local.",
    addresses=[socket.inet_aton(address)],
    port=int(port),
    properties=dict(pair.split("=", 1) for pair in pairs),
    server=f"host-{address.replace('.', '-')}.local.",
)
Zeroconf(interfaces=[address], ip_version=IPVersion.V4Only).register_service(service)
threading.Event().wait()
