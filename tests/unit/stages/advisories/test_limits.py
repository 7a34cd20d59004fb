"""Every reading rule of docs/advisories.md, on limits made for the purpose."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.load import load
from app.model.advisory import Affected, Decides
from app.model.firmware import FirmwareText
from app.stages.advisories.limits import Limit, Reach

TODAY = dt.date(2026, 11, 25)


def read(text: str) -> FirmwareText:
    return load().firmware.read(text, None, TODAY)


def limit(decides: str, **bounds: object) -> Limit:
    return Limit.of(Affected(("*",), (), "", Decides(decides), **bounds), read)


def reach(one: Limit, text: str) -> str:
    return one.reach(read(text)).name.lower().replace("_", " ")


BEFORE = limit("version", before="6.3.40", fixed="6.3.40")
UNTIL = limit("version", until="3.8.0", fixed="3.9.1")
OPEN = limit("version", until="2.17")
LETTERS = limit("version", before="3.3.4.1h", fixed="3.3.4.1h")
FROM = limit("version", since="5.0.0", before="5.2.6", fixed="5.2.6")
ZEROS = limit("version", until="2.02", fixed="2.03")
DAY = limit("build-date", until="V5.4.0 build 160530", fixed="V5.4.5 build 170123")
DAY_ALONE = limit("build-date", before="build 210601", fixed="build 210601")
OLDER = limit("build-date", since="V4.1.60", before="build 230821", fixed="build 230821", older_not_affected=True)
BOTH = limit("version-and-build", before="V5.3.0 build 220712", fixed="V5.3.0 build 220712")
RELEASE = limit("version-and-build", before="1.4.4 Build 260527 Rel.28339n", fixed="1.4.4 Build 260527 Rel.28339n")
CODE = limit("version-and-build", before="1.000.HW00.21.20190812", fixed="1.000.HW00.21.20190812")
LISTED = limit("listed", listed=("1.3.0 Build 220830 Rel.69909n", "v3.2.5"))
LISTED_FIXED = limit("listed", listed=("1.11.0.12",), fixed="1.12.0.4")
NO_FIX = limit("version", before="2.22.02")
TRACK = limit("version", since="11.6", until="11.6.90", fixed="11.6.94", track="11.6")
BOARD = limit("build-date", before="NVR-B3801.20.17.240507", fixed="NVR-B3801.20.17.240507", track="NVR-B3801")
LINE = limit("version", before="MX-V4.7.2.18", fixed="MX-V4.7.2.18", track="MX-V4")


@pytest.mark.parametrize(
    ("one", "text", "wanted"),
    [
        # before leaves its bound out
        (BEFORE, "6.3.39", "affected"),
        (BEFORE, "6.3.40", "fixed"),
        (BEFORE, "v6.3.40", "fixed"),
        (BEFORE, "6.3.40.1", "fixed"),
        (BEFORE, "6.10.0", "fixed"),
        (BEFORE, "6.3.9", "affected"),
        (BEFORE, "5.40.99", "affected"),
        (BEFORE, "6.3.0", "affected"),
        # the beginning of a version is no version
        (BEFORE, "6.3", "not comparable"),
        (BEFORE, "6", "not comparable"),
        (BEFORE, "6.3.40 beta 2", "not comparable"),
        (BEFORE, "6.3.40b", "not comparable"),
        # until takes its bound in; between it and the first fixed one lies a gap
        (UNTIL, "3.8.0", "affected"),
        (UNTIL, "3.8", "affected"),
        (UNTIL, "3.8.0.1", "between"),
        (UNTIL, "3.9.0", "between"),
        (UNTIL, "3.9.1", "fixed"),
        (UNTIL, "3.10.0", "fixed"),
        # later is no version
        (OPEN, "2.17", "affected"),
        (OPEN, "2.18", "newer"),
        (OPEN, "9.0", "newer"),
        (NO_FIX, "2.22.01", "affected"),
        (NO_FIX, "2.22.02", "newer"),
        # letters
        (LETTERS, "3.3.4.1h", "fixed"),
        (LETTERS, "3.3.4.0h", "affected"),
        (LETTERS, "3.3.4.2h", "fixed"),
        (LETTERS, "3.3.4.1", "not comparable"),
        (LETTERS, "3.3.4.1g", "affected"),
        # from a first affected one on
        (FROM, "5.0.0", "affected"),
        (FROM, "4.9.9", "before first"),
        (FROM, "V5.02.006", "fixed"),
        # leading zeros
        (ZEROS, "2.02", "affected"),
        (ZEROS, "2.2", "affected"),
        (ZEROS, "2.1", "not comparable"),
        (ZEROS, "2.01", "affected"),
        (ZEROS, "2.10", "fixed"),
        (ZEROS, "2.03", "fixed"),
        # the build day decides
        (DAY, "V5.4.0 build 160530", "affected"),
        (DAY, "V5.4.0 build 160529", "affected"),
        (DAY, "V5.4.0 build 160531", "between"),
        (DAY, "V5.4.5 build 170122", "between"),
        (DAY, "V5.4.5 build 170123", "fixed"),
        (DAY, "V5.5.0 build 180101", "fixed"),
        (DAY, "build 150101", "affected"),
        (DAY, "build 170123", "fixed"),
        (DAY, "V5.4.5", "no day"),
        (DAY, "V5.2.0", "no day"),
        (DAY, "V5.5.0 build 160101", "apart"),
        (DAY, "V5.3.0 build 180101", "apart"),
        (DAY, "V5.4.1 build 160530", "apart"),
        (DAY_ALONE, "2.800.0000000.15.R, Build Date: 2021-05-31", "affected"),
        (DAY_ALONE, "2.800.0000000.15.R, Build Date: 2021-06-01", "fixed"),
        # a day on which something else was done
        (DAY_ALONE, "installed 2022-03-04", "unreadable"),
        (DAY_ALONE, "2.800.0000000.15.R (checked on 2026-01-02)", "no day"),
        (DAY_ALONE, "2.800.0000000.15.R.210531, installed 2022-03-04", "affected"),
        (DAY_ALONE, "2.800.0000000.15.R, mise à jour le 2022-03-04", "no day"),
        (OLDER, "V4.1.60 build 230820", "affected"),
        (OLDER, "V4.1.50 build 230820", "older"),
        (OLDER, "V4.1.50 build 230821", "fixed"),
        (OLDER, "build 230820", "no version"),
        # version and build
        (BOTH, "V5.3.0 build 220711", "affected"),
        (BOTH, "V5.3.0 build 220712", "fixed"),
        (BOTH, "V5.2.9 build 220101", "affected"),
        (BOTH, "V5.2.9 build 230101", "apart"),
        (BOTH, "V5.3.1 build 220101", "apart"),
        (BOTH, "V5.3.1 build 230101", "fixed"),
        (BOTH, "V5.3.0", "no day"),
        (BOTH, "V5.2.9", "affected"),
        (BOTH, "V5.3.1", "no day"),
        (BOTH, "build 220711", "affected"),
        (BOTH, "build 220713", "no version"),
        (RELEASE, "1.4.4 Build 260527 Rel.28339n", "fixed"),
        (RELEASE, "1.4.4 Build 260527 Rel.28338n", "not comparable"),
        (RELEASE, "1.4.4 Build 260527", "not comparable"),
        (RELEASE, "1.4.4 Build 260526 Rel.99999n", "affected"),
        # another board in the number is no order
        (CODE, "1.000.HW00.21.20190812", "fixed"),
        (CODE, "1.000.HW00.20.20190711", "affected"),
        (CODE, "1.000.HW01.22.20200101", "not comparable"),
        (CODE, "2.420.HW00.30.20200101", "not comparable"),
        # listed
        (LISTED, "1.3.0 Build 220830 Rel.69909n", "named"),
        (LISTED, "V1.3.0 build 220830 rel.69909n", "named"),
        (LISTED, "1.3.0 Build 220830", "named"),
        (LISTED, "1.3.0 Build 220831 Rel.69909n", "not listed"),
        (LISTED, "1.3.0", "not listed"),
        (LISTED, "firmware: 3.2.5 (U6N)", "named"),
        (LISTED, "3.2.5.1", "not listed"),
        (LISTED, "13.2.5", "not listed"),
        (LISTED_FIXED, "1.11.0.12", "named"),
        (LISTED_FIXED, "1.11.0.13", "not listed"),
        (LISTED_FIXED, "1.12.0.4", "fixed"),
        # tracks and boards
        (TRACK, "11.6.89", "affected"),
        (TRACK, "11.6.94", "fixed"),
        (TRACK, "11.11.6", "other track"),
        (BOARD, "NVR-B3801.20.17.240506", "affected"),
        (BOARD, "B3801.20.17.240506", "affected"),
        (BOARD, "NVR-B3601.20.17.240508", "other track"),
        (LINE, "MX-V4.7.2.17", "affected"),
        (LINE, "V4.7.2.18", "fixed"),
        (LINE, "MX-V5.2.0.61", "other track"),
        # no exact version
        (BEFORE, "", "no firmware"),
        (BEFORE, "latest", "unreadable"),
        (BEFORE, "n/a", "unreadable"),
        (BEFORE, "6.3.40 or later", "unreadable"),
        (BEFORE, "before 6.3.40", "unreadable"),
        (BEFORE, "6.3.40 and above", "unreadable"),
        (BEFORE, "6.3.40 ou plus récent", "unreadable"),
        (BEFORE, "6.3.40?", "unreadable"),
        (BEFORE, "<firmwareVersion>6.3.39</firmwareVersion>", "affected"),
        (BEFORE, "About: firmware 6.3.39", "affected"),
        (BEFORE, ">= 6.3.40", "unreadable"),
        (BEFORE, "2024-11-20", "no version"),
        (BEFORE, "7.8.14 / 6.3.30", "unreadable"),
        (BEFORE, "app version 7.8.14, firmware 6.3.44", "fixed"),
        (BEFORE, "HTTP/1.1 200 OK firmware 6.3.44", "fixed"),
    ],
)
def test_a_limit_is_read_as_the_rules_say(one: Limit, text: str, wanted: str) -> None:
    assert reach(one, text) == wanted


def test_all_versions_and_no_limit_need_no_firmware() -> None:
    assert limit("all-versions").reach(None) is Reach.ALL
    assert limit("no-limit").reach(read("9.9")) is Reach.NO_LIMIT
    assert BEFORE.reach(None) is Reach.NO_FIRMWARE


LIMITS = st.sampled_from(
    [BEFORE, UNTIL, OPEN, LETTERS, FROM, ZEROS, DAY, DAY_ALONE, OLDER, BOTH, RELEASE, CODE, LISTED, TRACK, BOARD, LINE]
)


@given(
    LIMITS,
    st.text(max_size=60) | st.from_regex(r"[vV]?\d{1,4}([._-]\d{1,7}[a-z]?){0,5}( [bB]uild \d{6})?", fullmatch=True),
)
def test_any_text_is_read(one: Limit, text: str) -> None:
    assert isinstance(one.reach(read(text)), Reach)


_NUMBERS = st.lists(st.integers(0, 400), min_size=3, max_size=4)
_ORDER = {Reach.AFFECTED: 0, Reach.NOT_COMPARABLE: 1, Reach.BETWEEN: 1, Reach.NEWER: 1, Reach.FIXED: 2}


@given(st.sampled_from([BEFORE, UNTIL, NO_FIX, ZEROS]), _NUMBERS, _NUMBERS)
def test_a_higher_version_never_leads_back(one: Limit, first: list[int], second: list[int]) -> None:
    """Affected, then perhaps, then fixed: never the other way round."""
    lower, higher = sorted((first, second))
    found = [_ORDER[one.reach(read(".".join(map(str, numbers))))] for numbers in (lower, higher)]
    # Versions that cannot be put in order (2.1 beside 2.02) say nothing of their neighbours.
    assert found[0] <= found[1] or 1 in found


@given(st.dates(dt.date(2012, 1, 1), TODAY), st.dates(dt.date(2012, 1, 1), TODAY))
def test_a_later_day_never_leads_back(first: dt.date, second: dt.date) -> None:
    found = [_ORDER[DAY.reach(read(f"build {day:%y%m%d}"))] for day in sorted((first, second))]
    assert found[0] <= found[1]
