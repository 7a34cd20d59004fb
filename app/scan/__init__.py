"""The one place that joins probes and stages: a request in, a stream of events out."""

from app.scan.session import Scan

__all__ = ["Scan"]
