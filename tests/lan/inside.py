"""The inside of a pretend LAN: process 1 of the namespaces that tests.lan.lab makes. Usage: python -m tests.lan.inside FOLDER."""

import ipaddress
import json
import os
import shlex
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.lan.plan import SCANNER_MAC, Node, Plan

_SWITCH = "switch"
_SCANNER = "scanner"
_NOBODY = "65534"
_LISTENING = {"tcp": "0A", "udp": "07"}


def batch(lines: list[str], namespace: str = "") -> None:
    """Several commands of ip, in a namespace."""
    command = ["ip", *(["-n", namespace] if namespace else []), "-batch", "-"]
    subprocess.run(command, input="\n".join(lines) + "\n", text=True, check=True)


def entering(namespace: str) -> list[str]:
    """The start of a command that runs in a namespace."""
    return ["nsenter", f"--net=/run/netns/{namespace}"]


def own_system_folders() -> None:
    """/run and /etc of our own: programs may be given folders there and the machine keeps its own.

    avahi-daemon refuses to start where there is no user of its name.
    """
    script = (
        "mount --make-rprivate / && mount -t tmpfs tmpfs /run && mkdir /run/etc-before /run/etc"
        " && mount --bind /etc /run/etc-before && cp -a /run/etc-before/. /run/etc/ 2>/dev/null;"
        " mkdir -p /run/etc/avahi"
        " && { getent passwd avahi >/dev/null || echo avahi:x:65533:65533::/:/bin/false >>/run/etc/passwd; }"
        " && { getent group avahi >/dev/null || echo avahi:x:65533: >>/run/etc/group; } && mount --bind /run/etc /etc"
    )
    subprocess.run(["sh", "-c", script], check=True)


def build(plan: Plan) -> None:
    """One namespace for each host, all on a bridge that has a namespace of its own."""
    network = ipaddress.ip_network(plan.network)
    scanner = Node(_SCANNER, plan.scanner, SCANNER_MAC)
    nodes = (scanner, *plan.nodes)
    batch([f"netns add {name}" for name in (_SWITCH, *(node.name for node in nodes))])
    bridge = "link add bridge0 type bridge mcast_snooping 0 stp_state 0 forward_delay 0"
    ports = []
    for number, node in enumerate(nodes):
        ports.append(f"link add port{number} type veth peer name eth0 address {node.mac} netns {node.name}")
        ports.append(f"link set port{number} master bridge0 up")
    batch([bridge, "link set bridge0 up", *ports], _SWITCH)
    for node in nodes:
        place = f"{node.address}/{network.prefixlen} broadcast {network.broadcast_address}"
        lines = ["link set lo up", f"addr add {place} dev eth0", "link set eth0 up"]
        if plan.gateway and node.address != plan.gateway:
            lines.append(f"route add default via {plan.gateway} dev eth0")
        else:
            # Without a default route nothing else leads to groups and to the limited broadcast.
            lines += ["route add 224.0.0.0/4 dev eth0", "route add 255.255.255.255 dev eth0"]
        batch(lines, node.name)


def start(node: Node, log: Path) -> subprocess.Popen[bytes]:
    """Start a host's program with its own view of the bound folders."""
    binds = [f"mount --bind {shlex.quote(source)} {shlex.quote(target)}" for source, target in node.binds]
    script = " && ".join(["mount -t tmpfs tmpfs /run", *binds, f"exec {shlex.join(node.command)}"])
    with log.open("wb") as stream:
        return subprocess.Popen(
            [*entering(node.name), "unshare", "--mount", "sh", "-c", script],
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            env={**os.environ, **node.environment},
        )


def listens(process: int, kind: str, port: int) -> bool:
    """True when a socket in the process' network waits on the port."""
    for family in ("", "6"):
        try:
            table = Path(f"/proc/{process}/net/{kind}{family}").read_text(encoding="ascii")
        except OSError:
            # The process ended, or this kernel has no IPv6.
            continue
        for line in table.splitlines()[1:]:
            fields = line.split()
            if int(fields[1].rpartition(":")[2], 16) == port and fields[3] == _LISTENING[kind]:
                return True
    return False


def wait_until_ready(
    plan: Plan, started: dict[str, subprocess.Popen[bytes]], folder: Path, farm_ready: Path | None
) -> None:
    """Return when every program listens. Exits with its log when one ends or takes too long."""
    end = time.monotonic() + plan.ready_seconds
    waiting = [(node, kind, port) for node in plan.nodes if node.command for kind, port in node.ready]
    while waiting or (farm_ready is not None and not farm_ready.exists()):
        for name, process in started.items():
            if process.poll() is not None or time.monotonic() > end:
                log = (folder / f"{name}.log").read_text(encoding="utf-8", errors="replace")
                late = sorted({f"{node.name}:{kind}/{port}" for node, kind, port in waiting})
                sys.exit(f"{name} ended ({process.poll()}) or is late ({late}): {log[-2000:]}")
        waiting = [
            (node, kind, port) for node, kind, port in waiting if not listens(started[node.name].pid, kind, port)
        ]
        time.sleep(0.02)  # noqa: TID251 - a poll with an end, outside the program


def without_rights() -> list[str]:
    """The start of a command that runs without any right over the network, as another user where there is one."""
    bare = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    other = [*bare, f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups"]
    if os.environ.get("CAMERA_CHECK_LAB_ROOT") == "yes":
        # setpriv may still have rights over closed folders on the way when it starts a program; what that one starts has none.
        start = ["sh", "-c", 'exec "$@"', "sh", sys.executable, "-c", "import app.words, cryptography, zeroconf"]
        tried = subprocess.run([*other, *start], capture_output=True, check=False)
        if tried.returncode == 0:
            return other
    return bare


def run_command(plan: Plan, folder: Path) -> dict[str, float]:
    """Run the plan's command in the scanner; its exit code and how long it took."""
    home = folder / "home"
    home.mkdir()
    for place in (folder, home):
        place.chmod(0o777)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("CAMERA_CHECK_")},
        "HOME": str(home),
        "CAMERA_CHECK_DATA": str(home / "data"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **plan.environment,
    }
    begin = time.monotonic()
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        try:
            code = subprocess.run(
                [*entering(_SCANNER), *([] if plan.privileged else without_rights()), *plan.command],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                env=environment,
                timeout=plan.seconds,
                check=False,
            ).returncode
        except subprocess.TimeoutExpired:
            code = 124
    return {"code": code, "seconds": time.monotonic() - begin}


def main() -> None:
    """Build, start, run, and leave: the kernel removes the rest."""
    folder = Path(sys.argv[1])
    plan = Plan.from_json((folder / "plan.json").read_text(encoding="utf-8"))
    own_system_folders()
    build(plan)
    with ExitStack() as stack:
        started: dict[str, subprocess.Popen[bytes]] = {}
        stack.callback(lambda: [process.kill() for process in started.values()])
        capture = [*entering(_SWITCH), sys.executable, "-m", "tests.lan.capture", "port0", str(folder / "packets.bin")]
        with (folder / "capture.log").open("wb") as log:
            started["capture"] = subprocess.Popen(capture, stderr=log)
        for node in plan.nodes:
            if node.command:
                started[node.name] = start(node, folder / f"{node.name}.log")
        farm_ready = None
        if plan.farm:
            farm_ready = folder / "farm.ready"
            with (folder / "farm.log").open("wb") as log:
                started["farm"] = subprocess.Popen([*plan.farm, str(farm_ready)], stdout=log, stderr=log)
        wait_until_ready(plan, started, folder, farm_ready)
        while not (folder / "packets.bin").exists():
            time.sleep(0.01)  # noqa: TID251 - as above
        facts = run_command(plan, folder)
        started["capture"].terminate()
        started["capture"].wait(10)
    (folder / "result.json").write_text(json.dumps(facts), encoding="utf-8")


if __name__ == "__main__":
    main()
