"""Names of makers and brands as people write them → which notes a device may have, and whether a note names its brand."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from app.knowledge.makers import Brand, Directory, Maker, Relation
from app.knowledge.names import name_key, words_of
from app.model.advisory import Advisory

#: Words that stand where a name should be.
_NO_NAMES = frozenset(
    {"", "na", "none", "null", "unknown", "notknown", "inconnu", "inconnue", "generic", "oem", "nobrand", "unbranded"}
)
#: Words that companies add to their name, here or there.
_COMPANY_WORDS = frozenset(
    {
        "america", "americas", "canada", "cctv", "china", "communications", "digital", "electronic", "electronics", "europe", "global",
        "group", "hangzhou", "innovation", "intelligent", "international", "korea", "labs", "network", "networks", "north", "security",
        "shenzhen", "smart", "systems", "taiwan", "tech", "technologies", "technology", "uk", "us", "usa", "video", "vision", "zhejiang",
    }
)  # fmt: skip
#: Relations that make a brand always its makers' own.
_ALWAYS = frozenset({Relation.OWN, Relation.BRAND_OF, Relation.SUBSIDIARY_OF})
_RESELLING = frozenset({Relation.SELLS_MADE_BY, Relation.FORMERLY_OWNED_BY})


@dataclass(frozen=True, slots=True)
class Seller:
    """Who made a device (ids, none where unknown) and under which name it is sold ("" where unknown or not told apart).

    brand is the name as stated, brands the brand that it means; namesakes are makers that have that very name.
    """

    makers: tuple[str, ...]
    brand: str
    brands: tuple[Brand, ...]
    namesakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """Whom a name means; is_whole is False when it has other words than those of a company's name."""

    makers: tuple[str, ...]
    brands: tuple[Brand, ...]
    is_whole: bool


class Sellers:
    """Looks names up in the lists of makers and brands."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def seller(self, untrusted_maker: str, untrusted_brand: str) -> Seller:
        """What two stated names mean. A brand in the maker's place is a brand; a name that nobody knows stays one of its own."""
        maker, brand = _stated(untrusted_maker), _stated(untrusted_brand)
        made = self._named(maker)
        makers = made.makers or tuple(one for each in made.brands if each.relation in _ALWAYS for one in each.makers)
        if not brand and made.is_whole and (made.makers or not made.brands):
            resold = _resold(made.brands)
            return Seller((*makers, *resold), maker if resold else "", made.brands, made.makers)
        brand = brand or maker
        sold = self._named(brand)
        resold = _resold(sold.brands)
        if not makers:
            makers = (*sold.makers, *resold) or tuple(one for each in sold.brands for one in each.makers)
        elif not set(makers).isdisjoint(sold.makers) and set(makers).isdisjoint(resold):
            makers = (*makers, *resold)
        # "Hikvision compatible" is no name of Hikvision.
        return Seller(makers, brand, sold.brands, sold.makers) if sold.is_whole else Seller(makers, brand, (), ())

    def names(self, maker_id: str) -> tuple[str, ...]:
        """What may stand in front of a model of this maker: its names and those of its brands."""
        return self._names_of.get(maker_id, ())

    def names_brand(self, note: Advisory, seller: Seller) -> bool:
        """Whether the note is about devices under this name: the maker's own, one that the record names, or none stated."""
        if not seller.brand:
            return True
        if note.maker in seller.namesakes or any(one.id in note.brands for one in seller.brands):
            return True
        behind = [one for one in seller.brands if note.maker in one.makers and one.relation in _ALWAYS]
        if any(one.relation is Relation.OWN for one in behind):
            return True
        keys = [name_key(one.name) for one in behind]
        return any(key in name_key(model) for key in keys for affected in note.affects for model in affected.models)

    def _named(self, name: str) -> "_Named":
        """Makers and brands of that name, else of some words of it ("Hikvision Digital Technology"), else that begin so."""
        words = words_of(name)
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                part = " ".join(words[start : start + length])
                makers, brand = self._maker_ids(part), self._directory.brand_named(part)
                if makers or brand:
                    rest = [*words[:start], *words[start + length :]]
                    return self._with_rest(_Named(makers, (brand,) if brand else (), is_whole=True), rest)
        beginning = _key(name)
        begun = {ids for key, ids in self._maker_of_key.items() if key.startswith(beginning)} if beginning else set()
        return _Named(begun.pop() if len(begun) == 1 else (), (), is_whole=True)

    def _with_rest(self, named: _Named, rest: list[str]) -> _Named:
        """What is named by some words, seen with the others: TP-Link and Tapo are one house, Hikvision and OEM are not."""
        if {*rest} <= _COMPANY_WORDS:
            return named
        other = self._named(" ".join(rest))
        house = [
            {*one.makers, *(maker for each in one.brands if each.relation in _ALWAYS for maker in each.makers)}
            for one in (named, other)
        ]
        if other.is_whole and not house[0].isdisjoint(house[1]):
            return _Named(named.makers or other.makers, (*named.brands, *other.brands), is_whole=True)
        return replace(named, is_whole=False)

    def _maker_ids(self, name: str) -> tuple[str, ...]:
        return self._maker_of_key.get(_key(name), ())

    @cached_property
    def _maker_of_key(self) -> Mapping[str, tuple[str, ...]]:
        keys: dict[str, dict[str, None]] = {}
        for maker in self._directory.makers.values():
            for spelling in _spellings(maker):
                keys.setdefault(_key(spelling), {})[maker.id] = None
        return {key: tuple(ids) for key, ids in keys.items() if key}

    @cached_property
    def _names_of(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for maker in self._directory.makers.values():
            found.setdefault(maker.id, {}).update(dict.fromkeys(_spellings(maker)))
        for brand in self._directory.brands.values():
            for maker_id in brand.makers:
                found.setdefault(maker_id, {}).update(dict.fromkeys((brand.name, *brand.aliases)))
        return {maker_id: tuple(names) for maker_id, names in found.items()}


def _spellings(maker: Maker) -> Iterable[str]:
    return (maker.id, maker.short, maker.name, *maker.registry_names)


def _resold(brands: Iterable[Brand]) -> tuple[str, ...]:
    """Makers of which a brand sells, or sold, some products: what is told of theirs may concern its own."""
    return tuple(one for each in brands if each.relation in _RESELLING for one in each.makers)


def _key(name: str) -> str:
    """The name's key without accents: Geutebruck is Geutebrück."""
    return "".join(sign for sign in unicodedata.normalize("NFD", name_key(name)) if not unicodedata.combining(sign))


def _stated(untrusted: str) -> str:
    text = untrusted.strip()
    return "" if name_key(text) in _NO_NAMES else text
