"""A HomeKit accessory of the PyPI package HAP-python. Usage: home_accessory.py ADDRESS camera|bulb NAME FOLDER"""

import sys
from typing import Any

from pyhap import camera
from pyhap.accessory import Accessory
from pyhap.accessory_driver import AccessoryDriver
from pyhap.const import CATEGORY_LIGHTBULB

address, kind, name, folder = sys.argv[1:]


class Bulb(Accessory):
    category = CATEGORY_LIGHTBULB

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.add_preload_service("Lightbulb")


video = {"codec": {"profiles": [b"\x00"], "levels": [b"\x00"]}, "resolutions": [[320, 240, 15]]}
options = {"video": video, "audio": {"codecs": [{"type": "OPUS", "samplerate": 24}]}, "srtp": True, "address": address}
driver = AccessoryDriver(port=51826, address=address, persist_file=f"{folder}/{kind}.state", pincode=b"111-22-333")
made = camera.Camera(options, driver, name) if kind == "camera" else Bulb(driver, name)
driver.add_accessory(accessory=made)
driver.start()
