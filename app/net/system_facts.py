"""What Linux says of an adapter under /sys; the other systems say it in the adapter's name."""

import contextlib
from pathlib import Path

from app.net.adapter_kind import Facts

_SYS = Path("/sys/class/net")
_POINT_TO_POINT_FLAG = 0x10
#: ARPHRD_PPP and ARPHRD_NONE: links without Ethernet (PPP, WireGuard, tun).
_TUNNEL_TYPES = frozenset({512, 65534})


def read_facts(name: str, *, default_route: bool, folder: Path = _SYS) -> Facts:
    """The facts of an adapter; the plain ones where the system does not tell."""
    place = folder / name
    if "/" in name or not place.is_dir():
        return Facts(default_route=default_route)
    point_to_point = bool(_number(place / "flags") & _POINT_TO_POINT_FLAG) or _number(place / "type") in _TUNNEL_TYPES
    return Facts(point_to_point, _is_bridge_without_card(place, folder), default_route)


def _is_bridge_without_card(place: Path, folder: Path) -> bool:
    if not (place / "bridge").is_dir():
        return False
    with contextlib.suppress(OSError):
        return not any((folder / member.name / "device").exists() for member in (place / "brif").iterdir())
    return True


def _number(file: Path) -> int:
    with contextlib.suppress(OSError, ValueError):
        return int(file.read_text("ascii").strip(), 0)
    return 0
