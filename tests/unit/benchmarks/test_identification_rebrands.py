"""The rebrand set, and what the program knows of it."""

from datetime import date

import pytest

from app.knowledge.load import load
from benchmarks.identification.answers import Rebrand, read_rebrands
from benchmarks.identification.rebrands import Agreement, agreement, rebrand_lines, rebrands_table

RELATIONS = {"own", "brand_of", "sells_made_by", "subsidiary_of", "formerly_owned_by"}


def test_rebrands_are_well_formed() -> None:
    pairs = read_rebrands()
    assert sum(pair.relation != "own" for pair in pairs) >= 100
    assert len({(pair.brand.casefold(), pair.maker) for pair in pairs}) == len(pairs)
    for pair in pairs:
        assert pair.brand
        assert len(pair.where) > 8
        assert pair.maker in load().directory.makers
        assert pair.relation in RELATIONS
        assert date.fromisoformat(pair.date).year > 1998


@pytest.mark.parametrize(
    ("brand", "maker", "relation", "expected"),
    [
        ("Axis", "axis", "own", Agreement.RELATION),
        ("Axis", "axis", "sells_made_by", Agreement.MAKER),
        ("Axis", "dahua", "own", Agreement.OTHER),
        ("No such brand at all", "axis", "own", Agreement.NO_BRAND),
    ],
)
def test_a_pair_is_held_against_what_the_program_knows(
    brand: str, maker: str, relation: str, expected: Agreement
) -> None:
    pair = Rebrand(brand, maker, "", relation, "a test of this bench", "2026-01-01")
    assert agreement(pair, load()) is expected
    assert bool(list(rebrand_lines([pair], load()))) == (expected in (Agreement.OTHER, Agreement.NO_BRAND))
    assert expected.value in rebrands_table([pair], load())
