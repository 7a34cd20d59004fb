"""The age of firmware and its version in words, for cards."""

import datetime as dt

import pytest

from app.words import Language, words_for

TODAY = dt.date(2026, 11, 25)
ENGLISH, FRENCH = words_for(Language.ENGLISH), words_for(Language.FRENCH)


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (dt.date(2017, 3, 2), "built in March 2017, 9 years ago", "produit en mars 2017, il y a 9 ans"),
        (dt.date(2025, 11, 25), "built in November 2025, 1 year ago", "produit en novembre 2025, il y a 1 an"),
        (
            dt.date(2025, 11, 26),
            "built in November 2025, less than a year ago",
            "produit en novembre 2025, il y a moins d’un an",
        ),
        (TODAY, "built in November 2026, less than a year ago", "produit en novembre 2026, il y a moins d’un an"),
        (dt.date(2026, 11, 26), "", ""),
        (None, "", ""),
    ],
)
def test_the_age_of_a_build(day, english, french):
    assert ENGLISH.built(day, TODAY) == english
    assert FRENCH.built(day, TODAY) == french


def test_a_version_is_told_only_where_it_is_known():
    assert (ENGLISH.version("5.4.0"), FRENCH.version("5.4.0")) == ("version 5.4.0", "version 5.4.0")
    assert (ENGLISH.version(None), FRENCH.version("")) == ("", "")
