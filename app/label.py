"""What a label says and what follows from it: the parts of the label, weighed by the same stage as the answers of a scan."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from app.knowledge.label import Grammar, Grantee, LabelKnowledge
from app.knowledge.load import Knowledge, load
from app.model.certainty import Certainty
from app.model.device import Device, SightingGroup
from app.model.finding import Finding
from app.model.identity import UNKNOWN_VALUE, Evidence, Identity, Value
from app.model.label import LabelAnswer, LabelText, PartKind, SharedNumber
from app.model.sighting import Protocol, Sighting
from app.model.text import N_, Sentence
from app.stages.advisories import AdvisoryBook, advisory_findings
from app.stages.identify import ClaimBook, identify
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.matched import ALWAYS_MADE_BY
from app.stages.identify.sentences import points_to, reading
from app.stages.label import LabelParts, identifiers, next_steps, read_parts
from app.stages.policy import policy_findings

_FCC_READ = N_(
    "Its FCC ID begins with the code {code} ({name})."
    " That names who applied for the radio permit, not always who made it."
)
_ISED_READ = N_(
    "Its Canadian number (IC) begins with the code {code} ({name})."
    " That names who applied for the radio permit, not always who made it."
)
_SERIAL_READ = N_("Its serial number is written as {maker} writes them.")
_CODE_READ = N_("Its square code is written as those of {maker} are.")
_OTHER_MODEL = N_("Another place on the label gives “{text}”.")
_PRINTED_FCC = N_("The label gives this FCC ID.")
_PRINTED_ISED = N_("The label gives this Canadian number (IC).")
_PRINTED_MAC = N_("The label gives this hardware address.")
_PRINTED_DATE = N_("The label gives this date.")
_SERIAL_DATE = N_("The serial number holds this date.")
_USUAL_FAMILY = N_("Devices of {maker} usually run its own firmware.")
_GRANTEE = N_("The radio permit was applied for under this name.")

_SHARED = N_(
    "Model numbers that begin with “{shown}” are used by {makers}. The number alone does not tell which of them."
)
_SHARED_MORE = N_(
    "Model numbers that begin with “{shown}” are used by {makers} and others."
    " The number alone does not tell which of them."
)
_SHARED_SHORT = N_(
    "Short model numbers like this one are used by {makers} and others. The number alone does not tell which of them."
)
_MODULE = N_(
    "The label says that a radio module with its own permit is inside. That number tells of the module, not of the device."
)
_APPLICANT = N_(
    "The FCC ID tells who applied for the radio permit. That can be the seller, the maker or the maker of the radio inside."
)
_ONLY_WIFI = N_("This code holds the name and the password of a Wi-Fi network, and nothing about the device.")
_SEVERAL = N_("There is more than one serial number here. If these are several devices, look up one label at a time.")
_NOTHING = N_("Nothing on this label was recognised.")


def look_up(texts: Sequence[LabelText], today: dt.date) -> LabelAnswer:
    """What the texts of one label say. Raises KnowledgeError."""
    knowledge = load()
    labels = knowledge.labels
    parts = read_parts(texts, knowledge, labels, today)
    claims = tuple(_claims(parts, knowledge, labels))
    sighting = Sighting(Protocol.LABEL, "", parts.fields, dt.datetime.now(dt.UTC))
    mac = parts.first(PartKind.MAC) or None
    group = SightingGroup("label", (), mac, (sighting,) if parts.fields else ())
    identity = _with_family(identify(group, _LabelClaims(knowledge, claims)), knowledge)
    shared = _shared(parts, identity, knowledge, labels)
    grantee = labels.fcc.get(identifiers.halves(parts.first(PartKind.FCC_ID))[0])
    return LabelAnswer(
        Device("label", (), mac, group.sightings, identity, _findings(identity, knowledge, today)),
        parts.parts,
        mac=_printed(parts, PartKind.MAC, "mac", _PRINTED_MAC),
        fcc_id=_printed(parts, PartKind.FCC_ID, "fcc_id", _PRINTED_FCC),
        grantee=_applicant(grantee, knowledge),
        ised=_printed(parts, PartKind.ISED, "ised", _PRINTED_ISED),
        made=_made(parts),
        country=parts.first(PartKind.COUNTRY),
        shared=shared,
        notes=tuple(_notes(parts, shared)),
        steps=next_steps(parts, identity, shared),
        reading=knowledge.readings.of(identity.brand.key, identity.maker.key),
    )


class _LabelClaims(ClaimBook):
    """The claims of a label's sighting, and those of its permit numbers and grammars."""

    def __init__(self, knowledge: Knowledge, extra: tuple[Claim, ...]) -> None:
        super().__init__(knowledge)
        self._extra = extra

    def claims(self, sightings: Sequence[Sighting], mac: str | None) -> list[Claim]:
        """All of them; what is printed never confirms."""
        return [_no_more_than_likely(claim) for claim in (*super().claims(sightings, mac), *self._extra)]


def _no_more_than_likely(claim: Claim) -> Claim:
    if claim.certainty <= Certainty.LIKELY:
        return claim
    return replace(claim, evidence=replace(claim.evidence, certainty=Certainty.LIKELY))


def _claims(parts: LabelParts, knowledge: Knowledge, labels: LabelKnowledge) -> Iterator[Claim]:
    for holders, number, field, template in (
        (labels.fcc, identifiers.halves(parts.first(PartKind.FCC_ID))[0], "fcc_id", _FCC_READ),
        (labels.ised, parts.first(PartKind.ISED).partition("-")[0], "ised", _ISED_READ),
    ):
        holder = holders.get(number)
        if holder is not None and holder.maker:
            gaps = {"code": holder.code, "name": _name(holder, knowledge)}
            yield _of_maker(holder.maker, Sentence(template, gaps), holder, field, knowledge)
    for sign in parts.signs:
        maker = knowledge.maker(sign.grammar.maker)
        template = _SERIAL_READ if sign.kind is PartKind.SERIAL else _CODE_READ
        field = "serial" if sign.kind is PartKind.SERIAL else "code"
        yield _of_maker(maker.id, Sentence(template, {"maker": maker.short}), sign.grammar, field, knowledge)
    yield from _manufacturer(parts, knowledge)
    for model in parts.other_models:
        evidence = Evidence(Sentence(_OTHER_MODEL, {"text": model}), Certainty.LIKELY, Protocol.LABEL, "other_model")
        yield Claim(Attribute.MODEL, text_key(model), model, evidence)


def _manufacturer(parts: LabelParts, knowledge: Knowledge) -> Iterator[Claim]:
    """The company that the label names beside a brand."""
    stated = parts.first(PartKind.MANUFACTURER) if parts.fields.get("brand") else ""
    company = knowledge.brand_named(stated) if stated else None
    if company is not None and company.relation in ALWAYS_MADE_BY and len(company.makers) == 1:
        maker = knowledge.maker(company.makers[0])
        read = reading(Protocol.LABEL, "manufacturer", stated)
        evidence = Evidence(read, Certainty.LIKELY, Protocol.LABEL, "manufacturer")
        yield Claim(Attribute.MAKER, maker.id, maker.short, evidence)


def _of_maker(maker_id: str, read: Sentence, row: Grantee | Grammar, field: str, knowledge: Knowledge) -> Claim:
    maker = knowledge.maker(maker_id)
    told = points_to(read, maker.short)
    rule = row.code.lower() if isinstance(row, Grantee) else row.id
    source = row.source
    evidence = Evidence(told, row.certainty, Protocol.LABEL, field, rule, source.url or source.title, source.date)
    return Claim(Attribute.MAKER, maker.id, maker.short, evidence)


def _name(holder: Grantee, knowledge: Knowledge) -> str:
    return holder.name or knowledge.maker(holder.maker).short


def _with_family(identity: Identity, knowledge: Knowledge) -> Identity:
    """The maker's own firmware family, as a weak sign, where the label prints no firmware."""
    family = knowledge.directory.platforms.get(identity.maker.key)
    if identity.platform.value is not None or family is None or identity.maker.certainty < Certainty.LIKELY:
        return identity
    source = family.sources[0]
    sentence = Sentence(_USUAL_FAMILY, {"maker": identity.maker.value or ""})
    evidence = Evidence(sentence, Certainty.POSSIBLE, Protocol.LABEL, "", "", source.url or source.title, source.date)
    return replace(identity, platform=Value(family.name, Certainty.POSSIBLE, (evidence,), (), family.id))


def _findings(identity: Identity, knowledge: Knowledge, today: dt.date) -> tuple[Finding, ...]:
    """What is published about it. The printed firmware is left aside: it may have been updated since."""
    present = replace(identity, firmware=UNKNOWN_VALUE, firmware_built=None)
    notes = advisory_findings(present, AdvisoryBook.of(knowledge, today), knowledge.directory)
    return policy_findings(identity, knowledge.policy) + notes


def _shared(parts: LabelParts, identity: Identity, knowledge: Knowledge, labels: LabelKnowledge) -> SharedNumber | None:
    """The makers that use such a number, when nothing on the label is a strong sign of one of them."""
    row = labels.shared_by(parts.first(PartKind.MODEL)) if parts.first(PartKind.MODEL) else None
    if row is None or identity.maker.certainty >= Certainty.LIKELY:
        return None
    makers = tuple(sorted(knowledge.maker(maker).short for maker in row.makers))
    return SharedNumber(row.shown, makers, row.others, row.source.url or row.source.title, row.source.date)


def _printed(parts: LabelParts, kind: PartKind, field: str, template: str) -> Value:
    value = parts.first(kind)
    if not value:
        return Value()
    return Value(value, Certainty.LIKELY, (Evidence(Sentence(template), Certainty.LIKELY, Protocol.LABEL, field),))


def _applicant(holder: Grantee | None, knowledge: Knowledge) -> Value:
    if holder is None:
        return Value()
    source = holder.source
    certainty = Certainty.LIKELY if holder.name else Certainty.POSSIBLE
    evidence = Evidence(
        Sentence(_GRANTEE),
        certainty,
        Protocol.LABEL,
        "fcc_id",
        holder.code.lower(),
        source.url or source.title,
        source.date,
    )
    return Value(_name(holder, knowledge), certainty, (evidence,), (), holder.maker)


def _made(parts: LabelParts) -> Value:
    """The most exact date; the others agree when one is the beginning of the other."""
    if not parts.made:
        return Value()
    dates = sorted(parts.made, key=lambda one: (-len(one[0]), one[1] is None))
    best = dates[0][0]
    agreeing = [one for one in dates if best.startswith(one[0])]
    against = [one for one in dates if not best.startswith(one[0])]
    certainty = Certainty.POSSIBLE if against else Certainty.LIKELY
    return Value(best, certainty, tuple(_dated(agreeing)), tuple(_dated(against)))


def _dated(dates: Iterable[tuple[str, Grammar | None]]) -> Iterator[Evidence]:
    for _, grammar in dates:
        if grammar is None:
            yield Evidence(Sentence(_PRINTED_DATE), Certainty.LIKELY, Protocol.LABEL, "made")
        else:
            source = grammar.source
            yield Evidence(
                Sentence(_SERIAL_DATE),
                Certainty.LIKELY,
                Protocol.LABEL,
                "serial",
                grammar.id,
                source.url or source.title,
                source.date,
            )


def _notes(parts: LabelParts, shared: SharedNumber | None) -> Iterator[Sentence]:
    kinds = {part.kind for part in parts.parts}
    if kinds == {PartKind.WIFI}:
        yield Sentence(_ONLY_WIFI)
    elif not kinds - {PartKind.UNKNOWN}:
        yield Sentence(_NOTHING)
    if _different([part.untrusted_value for part in parts.parts if part.kind is PartKind.SERIAL]):
        yield Sentence(_SEVERAL)
    if shared is not None:
        makers = _joined(shared.makers)
        template = _SHARED_SHORT if not shared.shown else _SHARED_MORE if shared.others else _SHARED
        yield Sentence(template, {"shown": shared.shown, "makers": makers})
    if parts.first(PartKind.FCC_ID):
        yield Sentence(_APPLICANT)
    if parts.first(PartKind.MODULE_FCC_ID) or parts.first(PartKind.MODULE_ISED):
        yield Sentence(_MODULE)


def _different(serials: Sequence[str]) -> bool:
    """Whether two numbers are there of which neither holds the other: a short form stands beside the long one."""
    keys = [text_key(serial) for serial in serials]
    return any(one not in other and other not in one for one in keys for other in keys)


def _joined(names: Sequence[str]) -> str:
    """The names with commas: the same in both languages."""
    return ", ".join(names)
