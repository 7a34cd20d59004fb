"""What sort of adapter it is, by its name and by what the system says of it."""

import re
from dataclasses import dataclass

VPN = "vpn"
VIRTUAL = "virtual"
POINT_TO_POINT = "point-to-point"
SHARED = "shared-address-space"

_VPN_NAMES = re.compile(
    r"^(?:tun|tap|wg|ppp|ipsec|utun|gif|stf|tailscale|ts\d|zt|nordlynx|proton|mullvad|cscotun|gpd|vpn|sl\d|wwan|he-|sit|ip6tnl|gre)"
)
_VIRTUAL_NAMES = re.compile(
    r"^(?:docker|br-[0-9a-f]{12}$|veth|virbr|vmnet|vboxnet|lxcbr|lxdbr|incusbr|podman|cni|flannel|cali|kube|nerdctl|waydroid|"
    r"anbox|bridge\d|vmenet|vnet\d|vnic|awdl|llw|anpi|ap\d|dummy|ifb|feth)"
)
_VPN_DESCRIPTIONS = re.compile(
    r"\b(?:VPN|TAP-Windows|TAP-Win32|Wintun|WireGuard|Tailscale|ZeroTier|OpenVPN|AnyConnect|GlobalProtect|PANGP|Fortinet|"
    r"FortiClient|NordLynx|Hamachi|Juniper|Pulse Secure|WAN Miniport|Cloudflare WARP|Radmin)\b",
    re.IGNORECASE,
)
_VIRTUAL_DESCRIPTIONS = re.compile(
    r"\b(?:VirtualBox|VMware|Hyper-V|vEthernet|WSL|Docker|Npcap Loopback|Loopback|Wi-Fi Direct|Bluetooth|Virtual Adapter|"
    r"Parallels)\b",
    re.IGNORECASE,
)
_WIRELESS = re.compile(r"^(?:wl|ath|ra\d)")
_WIRED = re.compile(r"^(?:en[opsx]|eth|em\d)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the system says of an adapter beyond its name; all False where it says nothing."""

    point_to_point: bool = False
    bridge_without_card: bool = False
    default_route: bool = False


def why_not(name: str, description: str, facts: Facts) -> str:
    """One word for why the adapter is left out unless chosen, "" when it is used."""
    lowered = name.lower()
    if _VPN_NAMES.match(lowered) or _VPN_DESCRIPTIONS.search(description):
        return VPN
    if facts.point_to_point:
        return POINT_TO_POINT
    # A virtual switch may carry the computer's only connection (Hyper-V, a bridge for virtual machines).
    if facts.default_route:
        return ""
    if _VIRTUAL_NAMES.match(lowered) or _VIRTUAL_DESCRIPTIONS.search(description) or facts.bridge_without_card:
        return VIRTUAL
    return ""


def label(name: str, description: str) -> str:
    """The name that a person knows."""
    if description and description != name:
        return description
    if _WIRELESS.match(name):
        return "Wi-Fi"
    if _WIRED.match(name):
        return "Ethernet"
    return name
