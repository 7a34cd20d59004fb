"""Brands and who makes them, with a source each, against what the program knows of the brand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum

from app.knowledge.load import Knowledge
from benchmarks.identification.answers import Rebrand
from benchmarks.identification.tables import percent, table


class Agreement(StrEnum):
    """How far the program's brand says what the source says."""

    RELATION = "the same maker and the same relation"
    MAKER = "the same maker, another relation"
    OTHER = "another maker"
    NO_MAKER = "no maker known"
    NO_BRAND = "brand not known"


def agreement(pair: Rebrand, knowledge: Knowledge) -> Agreement:
    """What the program knows of the pair's brand, by its name."""
    brand = knowledge.brand_named(pair.brand)
    if brand is None:
        return Agreement.NO_BRAND
    if not brand.makers:
        return Agreement.NO_MAKER
    if pair.maker not in brand.makers:
        return Agreement.OTHER
    return Agreement.RELATION if brand.relation.value == pair.relation else Agreement.MAKER


def rebrands_table(pairs: Sequence[Rebrand], knowledge: Knowledge) -> str:
    """How many pairs agree, how far."""
    counts = Counter(agreement(pair, knowledge) for pair in pairs)
    rows = [(one.value, str(counts[one]), percent(counts[one] / len(pairs))) for one in Agreement]
    return table(("pairs with a source", "pairs", "share"), rows)


def rebrand_lines(pairs: Iterable[Rebrand], knowledge: Knowledge) -> Iterable[str]:
    """Every pair that does not agree, one a line: brand, maker of the source, lines, outcome, makers known, source."""
    for pair in pairs:
        found = agreement(pair, knowledge)
        if found in (Agreement.OTHER, Agreement.NO_MAKER, Agreement.NO_BRAND):
            brand = knowledge.brand_named(pair.brand)
            known = ", ".join(brand.makers) if brand else ""
            yield "\t".join((pair.brand, pair.maker, pair.lines or "-", found.value, known or "-", pair.where))
