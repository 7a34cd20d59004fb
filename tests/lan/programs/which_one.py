"""Scans, then watches while hosts are unplugged. Usage: which_one.py FOLDER FLAGS ANSWER [BACK]

FLAGS are files of FOLDER, separated by commas, that hosts wait for; they are made one at a time, each once the answer before it
stands. Prints what was told as JSON.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import Any

from app.model.events import ScanDone, ScanRequest
from app.model.watch import Answer, WatchNews, WatchRequest
from app.net.network import Net
from app.scan import Scan
from app.scan import watch as scan_watch

_AT_MOST_SECONDS = 110.0


class Kept(Net):
    """The network room of the watch, kept to count what it sent."""

    last: "Kept"

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        Kept.last = self


async def main(folder: Path, flags: list[str], answer: Answer, *, back: bool) -> None:
    async for event in Scan(ScanRequest(networks=("10.77.0.0/24",))).events():
        if isinstance(event, ScanDone):
            devices = event.result.devices
    scan_watch.Net = Kept  # type: ignore[misc] - only to count
    steps: list[dict[str, Any]] = []
    done = asyncio.Event()
    asked = 0.0

    def tell(news: WatchNews) -> None:
        nonlocal asked
        verdict = news.verdict
        step = {"answer": verdict.answer, "last": verdict.last, "earlier": verdict.earlier, "back": verdict.back}
        states = {one.device_id: (one.state, one.roughly) for one in news.devices}
        changed = not steps or any(steps[-1][key] != step[key] for key in step)
        if changed:
            steps.append({**step, "seconds": news.seconds, "after": time.monotonic() - asked, "states": states})
        if changed and verdict.answer in {Answer.NOTHING, Answer.ONE} and flags:
            asked = time.monotonic()
            (folder / flags.pop(0)).touch()
        elif not flags and verdict.answer is answer and verdict.back >= back:
            done.set()

    task = asyncio.create_task(scan_watch.watch(WatchRequest(devices), tell))
    await asyncio.wait(
        {task, asyncio.create_task(done.wait())}, timeout=_AT_MOST_SECONDS, return_when="FIRST_COMPLETED"
    )
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    traffic = Kept.last.traffic
    told = {
        "seconds": Kept.last.clock(),
        "steps": steps,
        "addresses": {device.id: device.addresses for device in devices},
        "connections": dict(traffic.connections),
        "datagrams": dict(traffic.datagrams),
        "to_groups": sum(traffic.group_datagrams.values()),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2].split(","), Answer(sys.argv[3]), back=len(sys.argv) > 4))
