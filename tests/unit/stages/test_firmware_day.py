"""A device's build day: stated first, else read from its firmware text."""

import datetime as dt

import pytest

from app.knowledge.load import load
from app.model.device import SightingGroup
from app.model.sighting import Protocol, Sighting
from app.stages.identify import ClaimBook, identify


def seen(protocol, **fields):
    return Sighting(protocol, "192.168.1.20", fields, dt.datetime(2026, 11, 25, tzinfo=dt.UTC), 80)


def built(*sightings):
    group = SightingGroup("address:192.168.1.20", ("192.168.1.20",), None, sightings)
    return identify(group, ClaimBook(load())).firmware_built


@pytest.mark.parametrize(
    ("maker", "firmware", "day"),
    [
        ("Reolink", "3.1.0.956_22042008", dt.date(2022, 4, 20)),
        ("Uniview", "GIPC-B6215.1.68.NB.240617", dt.date(2024, 6, 17)),
        ("GeoVision", "v3.10 2016-12-02", dt.date(2016, 12, 2)),
        ("Axis", "9.80.1", None),
        ("Axis", "01/02/2017", None),
    ],
)
def test_the_day_is_read_where_nothing_states_it(maker, firmware, day):
    assert built(seen(Protocol.ONVIF, manufacturer=maker, firmware=firmware)) == day


def test_a_stated_day_goes_before_the_text():
    assert built(seen(Protocol.DVRIP, firmware="V4.02.R11 2015-09-11", built="2016-01-02")) == dt.date(2016, 1, 2)


def test_two_stated_days_that_differ_are_none_whatever_the_text_says():
    first = seen(Protocol.DVRIP, firmware="V4.02.R11 2015-09-11", built="2016-01-02")
    second = seen(Protocol.DAHUA_CGI, built="2018-01-02")
    assert built(first, second) is None


def test_a_day_without_firmware_is_none():
    assert built(seen(Protocol.DVRIP, built="2016-01-02")) is None
