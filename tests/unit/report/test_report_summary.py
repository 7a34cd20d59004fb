"""The account for a terminal."""

from dataclasses import replace

from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, Value
from app.report.summary import summary
from app.words import Language, words_for
from tests.unit.report import samples

WORDS = words_for(Language.ENGLISH)


def at(address, device):
    return replace(device, addresses=(address,) if address else ())


def lines(*devices):
    return summary(samples.scan(devices=devices), WORDS).splitlines()


def test_devices_are_told_by_address_as_a_number():
    told = lines(
        at("192.168.1.10", samples.camera(0)),
        at("", samples.camera(1)),
        at("fe80::1%wlan0", samples.camera(2)),
        at("192.168.1.9", samples.camera(3)),
    )
    assert told[0] == "4 cameras and recorders found."
    assert [line.split("  ")[1] for line in told[1:4]] == ["192.168.1.9", "192.168.1.10", "fe80::1%wlan0"]


def test_a_maker_of_network_chips_makes_no_camera():
    dell = Identity(maker=Value("Dell", Certainty.POSSIBLE, key="dell"))
    told = lines(samples.camera(0), replace(samples.unknown(0), identity=dell))
    assert told[0] == "1 camera or recorder found."
    assert told[2:] == ["1 other thing answered."]


def test_camera_software_and_what_may_be_a_camera_are_told_apart():
    software = replace(samples.unknown(0), identity=Identity(kind=Kind.SOFTWARE, kind_certainty=Certainty.LIKELY))
    told = lines(software, samples.unknown(1), samples.other(1))
    assert told[1] == "1 computer runs camera software."
    assert told[3] == "1 thing may be a camera."
    assert told[-1] == "1 other thing answered."


def test_text_of_devices_stays_on_its_line():
    told = lines(*samples.hostile().devices)
    assert len(told) == 2 + 8
    assert not any(char in line for line in told for char in "\x1b\x00\u202e\r")
    assert all(len(line) < 500 for line in told)
