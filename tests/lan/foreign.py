"""Programs that are not ours as hosts of a pretend LAN: their packages, their settings, when they are ready."""

from pathlib import Path

from tests.lan.packages import unpacked
from tests.lan.plan import Node

_GST_PACKAGES = (
    "libgstrtspserver-1.0-0",
    "libgstreamer-plugins-base1.0-0",
    "libgstreamer1.0-0",
    "liborc-0.4-0",
    "gir1.2-gst-rtsp-server-1.0",
    "gir1.2-gstreamer-1.0",
    "gir1.2-gst-plugins-base-1.0",
)
_RTSP_PROGRAM = """
import gi
gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer
Gst.init(None)
server = GstRtspServer.RTSPServer()
server.set_service("554")
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch("( videotestsrc ! rtpvrawpay name=pay0 )")
server.get_mount_points().add_factory("/test", factory)
server.attach(None)
GLib.MainLoop().run()
"""
_SALE_PAGE = (
    "<!DOCTYPE html><html><head><title>Camera sale: network cameras at half price</title></head><body>"
    "<h1>IP cameras</h1><p>Hikvision, Dahua, AXIS and Lorex cameras with ONVIF and RTSP. Log in to order.</p></body></html>"
)

AXIS_SERVICE = ("_axis-video._tcp", "AXIS M1065-L - ACCC8E770020", 80, "macaddress=ACCC8E770020")
HOMEKIT_SERVICE = (
    "_hap._tcp",
    "Welcome-770021",
    51826,
    "ci=17",
    "md=Welcome",
    "id=77:00:00:00:00:21",
    "sf=0",
    "pv=1.1",
)
PRINTER_SERVICE = ("_ipp._tcp", "HP LaserJet MFP M428fdw (770022)", 631, "ty=HP LaserJet MFP M428fdw", "usb_MFG=HP")


def avahi(name: str, address: str, mac: str, service: tuple[str | int, ...], folder: Path) -> Node:
    """avahi-daemon with one static service: type, name, port and TXT entries."""
    programs = unpacked("avahi", needing=("avahi-daemon",))
    settings = folder / name
    (settings / "services").mkdir(parents=True)
    kind, instance, port, *texts = service
    records = "".join(f"<txt-record>{text}</txt-record>" for text in texts)
    (settings / "services" / "one.service").write_text(
        '<?xml version="1.0" standalone="no"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd"><service-group>'
        f"<name>{instance}</name><service><type>{kind}</type><port>{port}</port>{records}</service></service-group>",
        encoding="utf-8",
    )
    (settings / "avahi-daemon.conf").write_text(
        f"[server]\nhost-name={name}\nuse-ipv6=no\nenable-dbus=no\nallow-interfaces=eth0\n[publish]\npublish-workstation=no\n",
        encoding="utf-8",
    )
    command = (
        programs.program("avahi-daemon"),
        "--no-drop-root",
        "--no-chroot",
        "--no-rlimits",
        "--no-proc-title",
        "--debug",
    )
    return Node(
        name,
        address,
        mac,
        (*command, "-f", "/etc/avahi/avahi-daemon.conf"),
        programs.environment(),
        binds=((str(settings), "/etc/avahi"),),
        ready=(("udp", 5353),),
    )


def minidlna(name: str, address: str, mac: str, folder: Path) -> Node:
    """A media server."""
    programs = unpacked("minidlna", needing=("minidlna",))
    settings = folder / name
    (settings / "media").mkdir(parents=True)
    (settings / "minidlna.conf").write_text(
        f"port=8200\nnetwork_interface=eth0\nmedia_dir={settings}/media\ndb_dir={settings}\nlog_dir={settings}\n"
        "friendly_name=Holiday camera films\ninotify=no\nnotify_interval=5\n",
        encoding="utf-8",
    )
    command = (programs.program("minidlnad"), "-S", "-f", str(settings / "minidlna.conf"), "-P", f"{settings}/pid")
    return Node(name, address, mac, command, programs.environment(), ready=(("tcp", 8200), ("udp", 1900)))


def wsdd(name: str, address: str, mac: str, _folder: Path) -> Node:
    """A computer that Windows computers see."""
    programs = unpacked("wsdd", needing=("wsdd",))
    command = ("/usr/bin/python3", programs.program("wsdd"), "-i", "eth0", "-4", "-n", "CAMERA-PC")
    return Node(name, address, mac, command, programs.environment(), ready=(("udp", 3702), ("tcp", 5357)))


def miniupnpd(name: str, address: str, mac: str, folder: Path) -> Node:
    """A router whose owner named it after a camera."""
    programs = unpacked("miniupnpd", needing=("miniupnpd",))
    settings = folder / name
    settings.mkdir(parents=True)
    (settings / "miniupnpd.conf").write_text(
        "ext_ifname=eth0\nlistening_ip=eth0\nhttp_port=5000\next_ip=8.8.8.8\nenable_upnp=yes\n"
        "uuid=8e8f5c2a-77bb-4c2f-a3b5-000000001234\nfriendly_name=IP Camera router\n",
        encoding="utf-8",
    )
    command = (programs.program("miniupnpd"), "-d", "-f", str(settings / "miniupnpd.conf"))
    return Node(name, address, mac, command, programs.environment(), ready=(("udp", 1900), ("tcp", 5000)))


def wsdd2(name: str, address: str, mac: str, _folder: Path) -> Node:
    """A file server that Windows computers see."""
    programs = unpacked("wsdd2", needing=("wsdd2",))
    command = (programs.program("wsdd2"), "-4", "-w", "-i", "eth0", "-H", "CAMERA-NAS")
    return Node(name, address, mac, command, programs.environment(), ready=(("udp", 3702),))


def rtsp_server(name: str, address: str, mac: str, folder: Path) -> Node:
    """The RTSP server of GStreamer, as people who build their own cameras use it."""
    programs = unpacked("rtsp", exactly=_GST_PACKAGES)
    folder.mkdir(exist_ok=True)
    program = folder / f"{name}.py"
    program.write_text(_RTSP_PROGRAM, encoding="utf-8")
    command = ("/usr/bin/python3", str(program))
    environment = {**programs.environment(), "GST_REGISTRY": str(folder / "registry.bin"), "GST_REGISTRY_FORK": "no"}
    return Node(name, address, mac, command, environment, ready=(("tcp", 554),))


def nginx(name: str, address: str, mac: str, folder: Path) -> Node:
    """A web server with its usual first page; it also asks for a login on another port."""
    programs = unpacked("nginx", needing=("nginx",))
    settings = _page(folder / name, "<title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>")
    (settings / "logs").mkdir()
    temporary = "".join(
        f"{kind}_temp_path {settings}/logs;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (settings / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {settings}/pid; error_log stderr; events {{}}\n"
        f"http {{ access_log off; {temporary} server {{ listen 80; root {settings}/www; }}\n"
        ' server { listen 8080; location / { auth_basic "Camera shop"; auth_basic_user_file /nowhere; } } }\n',
        encoding="utf-8",
    )
    command = (programs.program("nginx"), "-c", str(settings / "nginx.conf"), "-p", str(settings), "-e", "stderr")
    return Node(name, address, mac, command, programs.environment(), ready=(("tcp", 80), ("tcp", 8080)))


def lighttpd(name: str, address: str, mac: str, folder: Path) -> Node:
    """A web server whose page merely talks about cameras."""
    programs = unpacked("lighttpd", needing=("lighttpd",))
    settings = _page(folder / name, _SALE_PAGE)
    (settings / "lighttpd.conf").write_text(
        f'server.port = 80\nserver.document-root = "{settings}/www"\nindex-file.names = ("index.html")\n'
        'mimetype.assign = (".html" => "text/html")\nserver.modules = ()\n',
        encoding="utf-8",
    )
    modules = next(iter(programs.root.glob("usr/lib/**/mod_indexfile.so")), programs.root / "usr/lib/lighttpd/x").parent
    command = (programs.program("lighttpd"), "-D", "-f", str(settings / "lighttpd.conf"), "-m", str(modules))
    return Node(name, address, mac, command, programs.environment(), ready=(("tcp", 80),))


def _page(settings: Path, page: str) -> Path:
    (settings / "www").mkdir(parents=True)
    (settings / "www" / "index.html").write_text(page, encoding="utf-8")
    return settings
