"""Claims → kind: camera, recorder, …, something else, or not known."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.certainty import Certainty
from app.model.identity import CAMERA_KINDS, Evidence, Kind, OtherThing
from app.model.sighting import Protocol
from app.stages.identify.claim import Attribute, Claim
from app.stages.identify.weigh import support, told

#: More exact than "camera", which every video device answers to.
_EXACT_KINDS = (Kind.DOORBELL, Kind.INTERCOM, Kind.RECORDER, Kind.ENCODER)
#: Where camera software names itself as the thing that answers; a video server inside a camera may be the same software.
_NAMES_ITSELF = frozenset({Protocol.ONVIF, Protocol.WS_DISCOVERY})


#: Where a device is asked what it is, and says it.
_STATES_ITSELF = frozenset(
    {Protocol.SADP, Protocol.DAHUA, Protocol.ONVIF, Protocol.WS_DISCOVERY, Protocol.VAPIX, Protocol.ISAPI}
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The kind, how sure it is, and what speaks for and against it."""

    kind: Kind = Kind.UNKNOWN
    certainty: Certainty = Certainty.NOT_KNOWN
    other: OtherThing = OtherThing.NONE
    because: tuple[Evidence, ...] = ()
    against: tuple[Evidence, ...] = ()

    @property
    def is_camera(self) -> bool | None:
        """True from likely on; False for what is something else; None for software and for all that is not sure."""
        if self.kind in CAMERA_KINDS:
            return True
        return False if self.kind is Kind.OTHER else None


def decide_kind(claims: Sequence[Claim]) -> Verdict:
    """The best supported kind. Weak signs alone leave it unknown, with the certainty possible when they speak of a camera."""
    kinds = [claim for claim in claims if claim.attribute is Attribute.KIND]
    others = [claim for claim in claims if claim.attribute is Attribute.OTHER]
    camera = [claim for claim in kinds if claim.key in CAMERA_KINDS]
    software = [claim for claim in kinds if claim.key == Kind.SOFTWARE]

    if _strong([claim for claim in software if claim.evidence.protocol in _NAMES_ITSELF]) or (
        _strong(software) and not _strong(camera)
    ):
        return Verdict(Kind.SOFTWARE, support(software), OtherThing.NONE, told(software), told(others))
    if _strong(camera) and not (
        (_only_answers(camera) and _strong([claim for claim in others if _states_itself(claim)]))
        or (_only_by_brand(camera) and _strong(others))
    ):
        exact = next((kind for kind in _EXACT_KINDS if _strong(_of(camera, kind))), Kind.CAMERA)
        winners = _of(camera, exact)
        return Verdict(exact, support(winners or camera), OtherThing.NONE, told(winners or camera), told(others))
    if _strong(others):
        thing = max(
            (claim.key for claim in others), key=lambda key: (support(_of(others, key)), len(_of(others, key)), key)
        )
        return Verdict(
            Kind.OTHER, support(_of(others, thing)), OtherThing(thing), told(_of(others, thing)), told(camera)
        )
    certainty = Certainty.POSSIBLE if camera else Certainty.NOT_KNOWN
    return Verdict(Kind.UNKNOWN, certainty, OtherThing.NONE, told(camera), told(others))


def _only_answers(camera: Sequence[Claim]) -> bool:
    """True when it answered the questions for cameras but said nothing of a camera: monitors, panels and doors answer as well."""
    return all(
        _states_itself(claim) and not claim.evidence.field for claim in camera if claim.certainty >= Certainty.LIKELY
    )


def _only_by_brand(camera: Sequence[Claim]) -> bool:
    """True when nothing but the name of a firm speaks for a camera: such firms sell switches and speakers as well."""
    return all(claim.evidence.rule_id.startswith("brand-") for claim in camera if claim.certainty >= Certainty.LIKELY)


def _states_itself(claim: Claim) -> bool:
    return claim.evidence.protocol in _STATES_ITSELF


def _strong(claims: Sequence[Claim]) -> bool:
    return support(claims) >= Certainty.LIKELY


def _of(claims: Sequence[Claim], key: str) -> list[Claim]:
    return [claim for claim in claims if claim.key == key]
