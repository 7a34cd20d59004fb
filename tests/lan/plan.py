"""What a pretend LAN consists of; goes as JSON into the namespaces that are made for one run."""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any

NETWORK = "10.77.0.0/24"
SCANNER = "10.77.0.2"
SCANNER_MAC = "02:00:5e:10:77:02"


@dataclass(frozen=True)
class Node:
    """One host. command runs inside it, with environment and with folders bound over others; ready lists ("tcp", 80).

    A node without command has sockets only if the farm opens some.
    """

    name: str
    address: str
    mac: str
    command: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    binds: tuple[tuple[str, str], ...] = ()
    ready: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Plan:
    """A LAN, the farm process that plays hosts without a command, and the command that runs in the scanner.

    privileged keeps the rights over the lab's network, for peers that need raw sockets.
    gateway is the address of a host that the scanner believes to be its router; nothing leaves the LAN all the same.
    """

    nodes: tuple[Node, ...]
    command: tuple[str, ...]
    farm: tuple[str, ...] = ()
    network: str = NETWORK
    scanner: str = SCANNER
    gateway: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    seconds: float = 60.0
    ready_seconds: float = 20.0
    privileged: bool = False

    def to_json(self) -> str:
        """The plan as text."""
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Plan":
        """The plan of that text."""
        values: dict[str, Any] = json.loads(text)
        nodes = tuple(
            Node(
                **{
                    **node,
                    "command": tuple(node["command"]),
                    "binds": tuple((source, target) for source, target in node["binds"]),
                    "ready": tuple((kind, port) for kind, port in node["ready"]),
                }
            )
            for node in values.pop("nodes")
        )
        return cls(**{**values, "nodes": nodes, "command": tuple(values["command"]), "farm": tuple(values["farm"])})
