"""Claims → values: which claim wins, how sure it is, and what speaks against it (design §5)."""

from collections.abc import Iterable, Sequence

from app.model.certainty import Certainty
from app.model.identity import Evidence, Value
from app.model.sighting import Protocol
from app.stages.identify.claim import Attribute, Claim

#: Protocols answered by the same piece of firmware count as one witness.
_WITNESS = {
    Protocol.HTTP: "web",
    Protocol.FAVICON: "web",
    Protocol.TLS: "web",
    Protocol.ONVIF: "onvif",
    Protocol.WS_DISCOVERY: "onvif",
    Protocol.SSDP: "announcement",
    Protocol.UPNP_DESCRIPTION: "announcement",
    Protocol.MDNS: "announcement",
}
#: Texts of which one may be a longer spelling of the other ("M1065-L", "AXIS M1065-L").
_LONGER_SPELLINGS = frozenset({Attribute.MODEL, Attribute.NAME, Attribute.FIRMWARE})
_SHORTEST_SPELLING = 4
_PROTOCOL_ORDER = (
    Protocol.SADP,
    Protocol.DAHUA,
    Protocol.TVT,
    Protocol.DVRIP,
    Protocol.TPLINK_DISCOVERY,
    Protocol.PANASONIC,
    Protocol.VAPIX,
    Protocol.ISAPI,
    Protocol.DAHUA_CGI,
    Protocol.ONVIF,
    Protocol.WS_DISCOVERY,
)


def weigh(claims: Iterable[Claim], attribute: Attribute) -> Value:
    """The value of an attribute: the best supported claim, with the claims that agree and those that do not."""
    mine = sorted((claim for claim in claims if claim.attribute is attribute), key=_preference)
    if not mine:
        return Value()
    groups = _agreeing(mine, attribute)
    groups.sort(key=lambda group: (-_support(group), -len(_witnesses(group)), _preference(group[0])))
    winners, others = groups[0], [claim for group in groups[1:] for claim in group]
    certainty = _lowered(_support(winners), others, attribute)
    best = winners[0]
    return Value(best.value, certainty, told(winners), told(others), best.key)


def support(claims: Sequence[Claim]) -> Certainty:
    """How sure agreeing claims are together: their strongest, or confirmed when two independent strong signs agree."""
    return _support(claims) if claims else Certainty.NOT_KNOWN


def _support(claims: Sequence[Claim]) -> Certainty:
    strongest = max(claim.certainty for claim in claims)
    if strongest is Certainty.LIKELY and len(_witnesses(claims)) > 1:
        return Certainty.CONFIRMED
    return strongest


def _witnesses(claims: Sequence[Claim]) -> set[str]:
    """The independent sources of strong claims."""
    return {
        _WITNESS.get(claim.evidence.protocol, claim.evidence.protocol.value)
        for claim in claims
        if claim.certainty >= Certainty.LIKELY and claim.evidence.protocol is not None
    }


def _lowered(certainty: Certainty, others: Sequence[Claim], attribute: Attribute) -> Certainty:
    """A strong contradiction takes one step off; a text that a more reliable answer replaces is no contradiction."""
    against = support(others)
    doubts = against >= certainty if attribute in _LONGER_SPELLINGS else against >= Certainty.LIKELY
    if doubts and certainty > Certainty.POSSIBLE:
        return Certainty(certainty - 1)
    return certainty


def _agreeing(claims: Sequence[Claim], attribute: Attribute) -> list[list[Claim]]:
    groups: list[list[Claim]] = []
    for claim in claims:
        group = next((group for group in groups if _agree(group[0].key, claim.key, attribute)), None)
        if group is None:
            groups.append([claim])
        else:
            group.append(claim)
    return groups


def _agree(first: str, second: str, attribute: Attribute) -> bool:
    if first == second:
        return True
    if attribute not in _LONGER_SPELLINGS:
        return False
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= _SHORTEST_SPELLING and shorter in longer


def _preference(claim: Claim) -> tuple[int, int, bool, str]:
    """The surest first; what a device states outright before what a rule read out of other text."""
    protocol = claim.evidence.protocol
    place = _PROTOCOL_ORDER.index(protocol) if protocol in _PROTOCOL_ORDER else len(_PROTOCOL_ORDER)
    return (-claim.certainty, place, bool(claim.evidence.rule_id), claim.value)


def told(claims: Sequence[Claim]) -> tuple[Evidence, ...]:
    """The evidence of the claims, strongest first: of one field and of one rule in one answer only the strongest."""
    kept: list[Evidence] = []
    fields: set[tuple[str, str]] = set()
    rules: set[tuple[str, str]] = set()
    for claim in sorted(claims, key=lambda claim: -claim.certainty):
        evidence = claim.evidence
        field, rule = (evidence.protocol or "", evidence.field), (evidence.protocol or "", evidence.rule_id)
        if field in fields or (evidence.rule_id and rule in rules):
            continue
        fields.add(field)
        rules.add(rule)
        kept.append(evidence)
    return tuple(kept)
