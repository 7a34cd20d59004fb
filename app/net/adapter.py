"""An adapter as the system describes it, before anybody decides whether a scan uses it."""

from dataclasses import dataclass, field

from app.net.adapter_kind import Facts


@dataclass(frozen=True, slots=True)
class Adapter:
    """What the system says. networks hold (address, prefix length); description is a name for people."""

    name: str
    description: str = ""
    index: int = 0
    mac: str = ""
    networks4: tuple[tuple[str, int], ...] = ()
    networks6: tuple[tuple[str, int], ...] = ()
    facts: Facts = field(default_factory=Facts)
