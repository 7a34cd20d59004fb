"""Published facts in the reader's words."""

from datetime import date

import pytest

from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import Identity, Value
from app.model.policy import Audience
from app.report.policy_text import policy_texts
from app.words import Language, words_for

TODAY = date(2026, 11, 23)
HIKVISION = Device(
    "x", (), None, (), Identity(is_camera=True, maker=Value("Hikvision", Certainty.CONFIRMED, key="hikvision"))
)


def texts(audience=None, language=Language.ENGLISH, today=TODAY):
    return {
        text.id: text
        for text in policy_texts([HIKVISION, HIKVISION], load().policy, words_for(language), audience, today)
    }


@pytest.mark.parametrize("audience", [None, Audience.HOME, Audience.FEDERAL, Audience.QUEBEC_PUBLIC])
def test_readers_in_canada_get_canada_in_full_and_others_in_short(audience):
    full = {name: text.in_full for name, text in texts(audience).items()}
    assert {name for name, is_full in full.items() if is_full} == {
        name for name in full if name.startswith(("ca-", "qc-"))
    }
    assert not all(full.values())


@pytest.mark.parametrize("audience", [Audience.OTHER_COUNTRY, Audience.SUPPLIER])
def test_readers_whom_other_countries_may_bind_get_all_in_full(audience):
    assert all(text.in_full for text in texts(audience).values())


def test_it_is_said_plainly_whether_a_text_is_addressed_to_the_reader():
    assert texts(Audience.HOME)["qc-2023-12-public-bodies"].for_you == "This is not addressed to you."
    assert texts(Audience.QUEBEC_PUBLIC)["qc-2023-12-public-bodies"].for_you == "This is addressed to you."
    unsaid = texts(None)["qc-2023-12-public-bodies"]
    assert unsaid.for_you == ""
    assert unsaid.addressed_to.startswith("Quebec ministries")
    assert "Municipalities" in unsaid.not_addressed_to
    assert "Municipalities" not in unsaid.addressed_to


@pytest.mark.parametrize("language", Language)
def test_in_short_is_the_first_sentence_and_what_it_says_of_owners(language):
    owners = {fact.id: fact.about_owners.of(language) for fact in load().policy}
    for text in texts(None, language).values():
        assert text.says.startswith(text.in_short.split(". ")[0])
        assert text.in_short.endswith(owners[text.id])
        assert 30 < len(text.in_short) < 800


def test_what_was_checked_long_ago_says_so():
    old = texts(today=date(2030, 1, 1))
    assert all(
        "last checked long ago" in text.stands and "last checked long ago" in text.in_short for text in old.values()
    )
    assert not any("last checked long ago" in text.stands for text in texts().values())
