"""Cases worked out by hand from the published records, over all that is shipped."""

import datetime as dt
from pathlib import Path
from typing import NamedTuple

import pytest

from app.knowledge.load import load
from app.model.finding import FindingState
from app.stages.advisories import AdvisoryBook, DeviceFacts

STATES = {"a": FindingState.APPLIES, "n": FindingState.DOES_NOT_APPLY, "?": FindingState.CANNOT_TELL}


class Case(NamedTuple):
    note: str
    maker: str
    brand: str
    model: str
    firmware: str
    state: str


def read_cases() -> list[Case]:
    files = sorted(Path(__file__).parent.glob("cases*.txt"))
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    return [
        Case(*(part.strip() for part in line.split("|"))) for line in lines if line.strip() and not line.startswith("#")
    ]


CASES = read_cases()


@pytest.fixture(scope="module")
def book() -> AdvisoryBook:
    return AdvisoryBook.of(load(), dt.date(2026, 11, 25))


@pytest.mark.parametrize("case", CASES, ids=lambda case: " ".join(part or "-" for part in case))
def test_a_note_says_what_its_record_says(book: AdvisoryBook, case: Case) -> None:
    facts = DeviceFacts(case.maker, case.brand, case.model, case.firmware)
    (finding,) = [one for one in book.findings(facts) if one.id == case.note]
    assert finding.state is STATES[case.state], finding.because


def test_the_cases_reach_far(book: AdvisoryBook) -> None:
    makers = {note.maker for note in load().advisories.notes if note.id in {case.note for case in CASES}}
    assert len(CASES) >= 200
    assert len(makers) >= 35
    assert {case.state for case in CASES} == set(STATES)
