"""Publishes one device with the PyPI package WSDiscovery. Usage: ws_publisher.py NAMESPACE TYPE XADDR SCOPE..."""

import sys
import threading

from wsdiscovery import QName, Scope
from wsdiscovery.publishing import ThreadedWSPublishing

namespace, kind, address, *scopes = sys.argv[1:]
publisher = ThreadedWSPublishing()
publisher.start()
publisher.publishService([QName(namespace, kind)], [Scope(scope) for scope in scopes], [address])
threading.Event().wait()
