import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.inventory.store import Inventory, open_or_set_aside
from app.model.kept import DeviceNotes

_WRITER = """
import sys
from pathlib import Path
from app.inventory.store import Inventory
from app.model.decision import Choice, Decision
from app.model.kept import DeviceNotes
from tests.unit.inventory.things import camera, scan

inventory = Inventory.open(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(int(sys.argv[2]), 10**9):
    device = f"mac:{number}"
    inventory.devices.say(device, DeviceNotes(f"name {number}"))
    print("named", number, flush=True)
    inventory.decisions.decide({device: Decision(Choice.KEEP, f"reason {number}")})
    print("decided", number, flush=True)
    inventory.guides.tick(device, "guide", f"step {number}", done=True)
    print("ticked", number, flush=True)
    if number % 5 == 0:
        inventory.scans.keep(scan(camera(f"192.168.1.{number % 250}")))
    if number % 7 == 0:
        inventory.database.copy_to(inventory.path.with_name("inventory-copy.sqlite3"))
"""
ROUNDS = 40


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "inventory.sqlite3"
    Inventory.open(path).close()

    def write(first: int) -> None:
        with Inventory.open(path) as inventory:
            for number in range(10):
                inventory.devices.say(f"mac:{first + number}", DeviceNotes("x"))

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Inventory.open(path) as inventory:
        assert len(inventory.devices.own_words()) == 30


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.timeout(180)
def test_nothing_acknowledged_is_lost_when_killed(tmp_path: Path) -> None:
    path = tmp_path / "inventory.sqlite3"
    rounds = int(os.environ.get("CAMERA_CHECK_KILLS", ROUNDS))
    chance = random.Random(7)
    acknowledged: list[tuple[str, int]] = []
    for number in range(rounds):
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(path), str(number * 10_000)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        told = [writer.stdout.readline() for _ in range(chance.randrange(1, 40))]
        writer.kill()
        # The last line may be cut in the middle by the kill.
        told += writer.stdout.read().split("\n")[:-1]
        writer.stdout.close()
        writer.wait()
        acknowledged += [(line.split()[0], int(line.split()[1])) for line in told]
    inventory, damage = open_or_set_aside(path)
    with inventory:
        assert damage is None
        names = inventory.devices.own_words()
        decided = inventory.decisions.standing_by_id()
        ticked = inventory.database.rows("SELECT mark, step FROM guide_ticks JOIN marks USING (device)")
    have = {
        *(("named", mark) for mark, own in names.items() if own.name == f"name {mark[4:]}"),
        *(("decided", mark) for mark, one in decided.items() if one.reason == f"reason {mark[4:]}"),
        *(("ticked", mark) for mark, step in ticked if step == f"step {mark[4:]}"),
    }
    assert len(acknowledged) > rounds
    assert [one for one in acknowledged if (one[0], f"mac:{one[1]}") not in have] == []
