"""Names of makers and brands as people write them → which notes a device may have, and whether a note names its brand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.knowledge.makers import Brand, Directory, Maker, Relation
from app.knowledge.names import name_key, words_of
from app.model.advisory import Advisory

#: Words that stand where a name should be.
_NO_NAMES = frozenset(
    {"", "na", "none", "null", "unknown", "notknown", "inconnu", "inconnue", "generic", "oem", "nobrand", "unbranded"}
)
#: Relations that make a brand always its makers' own.
_ALWAYS = frozenset({Relation.OWN, Relation.BRAND_OF, Relation.SUBSIDIARY_OF})


@dataclass(frozen=True, slots=True)
class Seller:
    """Who made a device (ids, none where unknown) and under which name it is sold ("" where unknown or not told apart).

    brand is the name as stated, brands the brand that it means; namesakes are makers that have that very name.
    """

    makers: tuple[str, ...]
    brand: str
    brands: tuple[Brand, ...]
    namesakes: tuple[str, ...]


class Sellers:
    """Looks names up in the lists of makers and brands."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory

    def seller(self, untrusted_maker: str, untrusted_brand: str) -> Seller:
        """What two stated names mean. A brand in the maker's place is a brand; a name that nobody knows stays one of its own."""
        maker, brand = _stated(untrusted_maker), _stated(untrusted_brand)
        makers, brands = self._named(maker)
        if not brand and brands and not makers:
            brand = maker
        if not makers:
            makers = tuple(one for each in brands if each.relation in _ALWAYS for one in each.makers)
        if not brand:
            return Seller(makers, "", brands, makers)
        namesakes, brands = self._named(brand)
        if not makers:
            makers = tuple(dict.fromkeys((*namesakes, *(one for each in brands for one in each.makers))))
        return Seller(makers, brand, brands, namesakes)

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

    def _named(self, name: str) -> tuple[tuple[str, ...], tuple[Brand, ...]]:
        """Makers and brands of that name, else of its first words ("Hikvision Digital Technology")."""
        words = words_of(name)
        for count in range(len(words), 0, -1):
            first = " ".join(words[:count])
            makers, brand = self._maker_ids(first), self._directory.brand_named(first)
            if makers or brand:
                return makers, (brand,) if brand else ()
        return (), ()

    def _maker_ids(self, name: str) -> tuple[str, ...]:
        return self._maker_of_key.get(name_key(name), ())

    @cached_property
    def _maker_of_key(self) -> Mapping[str, tuple[str, ...]]:
        keys: dict[str, dict[str, None]] = {}
        for maker in self._directory.makers.values():
            for spelling in _spellings(maker):
                keys.setdefault(name_key(spelling), {})[maker.id] = None
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


def _stated(untrusted: str) -> str:
    text = untrusted.strip()
    return "" if name_key(text) in _NO_NAMES else text
