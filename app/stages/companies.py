"""Identity → the companies behind the device: what each is to it, and who owns it since when."""

from collections.abc import Sequence
from dataclasses import replace

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand, Maker, Relation, Source
from app.model.certainty import Certainty
from app.model.company import Company, Ownership
from app.model.identity import Identity, Value
from app.model.policy import Bilingual, PolicySource
from app.model.text import N_, Sentence

_OWN = N_("{maker} makes devices and sells them under its own name.")
_BRAND_OF = N_("{brand} is a brand of {maker}.")
_SUBSIDIARY = N_("{brand} is a company of the {maker} group.")
_SELLS = N_("Some {brand} products were made by {maker}. This device shows signs of {maker} too.")
_SOLD_AS = N_("{brand} is the name under which it is sold. The name alone does not tell who made it.")
_MADE = N_("{maker} most likely made this device.")
_MAY_HAVE_MADE = N_("{maker} may have made this device; the signs are weak.")
_SOFTWARE = N_("The software inside comes from {maker}. Who built the device itself is not known.")

#: Relations in which the brand's company and the maker are one firm or one group.
_WITHIN = {Relation.OWN: _OWN, Relation.BRAND_OF: _BRAND_OF, Relation.SUBSIDIARY_OF: _SUBSIDIARY}


def companies(identity: Identity, knowledge: Knowledge) -> tuple[Company, ...]:
    """The brand's company first, then the maker, then who is behind the software; each firm once, none for names that we do not know."""
    directory = knowledge.directory
    brand = directory.brands.get(identity.brand.key) if identity.brand.value else None
    maker = directory.makers.get(identity.maker.key) if identity.maker.value else None
    platform = directory.platforms.get(identity.platform.key) if identity.platform.value else None
    found: dict[str, Company] = {}
    if brand is not None:
        firm = _firm_of(brand, knowledge)
        found[firm.id if firm else f"brand {brand.id}"] = _of_brand(brand, firm, identity.maker, knowledge)
    if maker is not None:
        found.setdefault(maker.id, _company(maker, _made(maker, identity.maker), maker.sources[:1], knowledge))
    elif platform is not None and platform.maker:
        behind = knowledge.maker(platform.maker)
        found.setdefault(
            behind.id, _company(behind, Sentence(_SOFTWARE, {"maker": behind.short}), behind.sources[:1], knowledge)
        )
    return tuple(found.values())


def _firm_of(brand: Brand, knowledge: Knowledge) -> Maker | None:
    """The company whose name the brand is, None when our list has only the name."""
    own = knowledge.directory.makers.get(brand.id)
    if own is not None:
        return own
    return knowledge.maker(brand.makers[0]) if brand.relation in _WITHIN and len(brand.makers) == 1 else None


def _of_brand(brand: Brand, firm: Maker | None, made_by: Value, knowledge: Knowledge) -> Company:
    relation = _relation(brand, made_by, knowledge)
    said = relation.template is _SELLS and brand.lines_fr
    products = Bilingual(brand.lines, brand.lines_fr) if said else None
    if firm is None:
        return Company(brand.name, "", relation, products, _sources(brand.sources), ())
    return replace(_company(firm, relation, brand.sources, knowledge), name=brand.name, products=products)


def _relation(brand: Brand, made_by: Value, knowledge: Knowledge) -> Sentence:
    if template := _WITHIN.get(brand.relation):
        maker = knowledge.maker(brand.makers[0]).short
        gaps = {"maker": maker} if brand.relation is Relation.OWN else {"brand": brand.name, "maker": maker}
        return Sentence(template, gaps)
    if brand.relation is Relation.SELLS_MADE_BY and made_by.key in brand.makers and _second_sign(made_by):
        return Sentence(_SELLS, {"brand": brand.name, "maker": knowledge.maker(made_by.key).short})
    return Sentence(_SOLD_AS, {"brand": brand.name})


def _second_sign(made_by: Value) -> bool:
    """Whether the device itself points to the maker; the registry of hardware addresses alone does not."""
    return made_by.certainty >= Certainty.LIKELY


def _made(maker: Maker, value: Value) -> Sentence:
    return Sentence(_MADE if value.certainty >= Certainty.LIKELY else _MAY_HAVE_MADE, {"maker": maker.short})


def _company(maker: Maker, relation: Sentence, sources: Sequence[Source], knowledge: Knowledge) -> Company:
    owners: tuple[Ownership, ...] = knowledge.owners.get(maker.id, ())
    return Company(maker.short, maker.country, relation, None, _sources(sources), owners)


def _sources(sources: Sequence[Source]) -> tuple[PolicySource, ...]:
    return tuple(dict.fromkeys(PolicySource(source.title, source.url, source.date) for source in sources))
