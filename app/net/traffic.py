"""Counts what was sent to whom, for the report (design §8, "Gentle")."""

from collections import Counter


class Traffic:
    """Datagrams and connections per address, and datagrams to groups per adapter (each reaches every device there)."""

    def __init__(self) -> None:
        self.datagrams: Counter[str] = Counter()
        self.connections: Counter[str] = Counter()
        self.group_datagrams: Counter[str] = Counter()
        self.failed_sends: Counter[str] = Counter()

    @property
    def most_datagrams(self) -> int:
        """The largest number of datagrams that any one device can have received."""
        return max(self.datagrams.values(), default=0) + max(self.group_datagrams.values(), default=0)

    @property
    def most_connections(self) -> int:
        """The largest number of connections to one address."""
        return max(self.connections.values(), default=0)

    @property
    def blocked_interfaces(self) -> frozenset[str]:
        """Adapters on which the system refused every datagram to a group (firewall, macOS Local Network permission)."""
        return frozenset(name for name in self.failed_sends if not self.group_datagrams[name])
