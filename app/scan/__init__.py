"""The one place that joins probes and stages: a request in, a stream of events out."""

from app.net.interfaces import read_interfaces as interfaces
from app.scan.session import Scan

__all__ = ["Scan", "interfaces"]
