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
_NAMES_ITSELF = frozenset({Protocol.ONVIF, Protocol.WS_DISCOVERY, Protocol.TLS})


#: Where a device is asked what it is, and says it.
_STATES_ITSELF = frozenset(
    {
        Protocol.SADP,
        Protocol.DAHUA,
        Protocol.DAHUA_CGI,
        Protocol.ONVIF,
        Protocol.WS_DISCOVERY,
        Protocol.VAPIX,
        Protocol.ISAPI,
    }
)


#: What everything that speaks the standard of cameras says when it answers, also radars and door controllers.
_FIELDS_OF_ANSWERING = frozenset({"", "types", "scopes", "scope_types", "profiles"})


#: What people call a device in their network.
_FIELD_OF_A_HOST = "hostname"
#: How the words for cameras and their like are called in the lists.
_WORDS_FOR_CAMERAS = ("camera-", "recorder-", "doorbell", "intercom", "encoder")


#: A name that is often that of the firm or of a room; the model beside it says more.
_FIELD_OF_A_NAME = "friendly_name"


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
    if any(_is_host_name(claim) and claim.evidence.rule_id.startswith(_WORDS_FOR_CAMERAS) for claim in camera):
        # "printer-room-cam": the word for the camera is the one that counts.
        others = [claim for claim in others if not _is_host_name(claim)]
    camera = [claim for claim in camera if not _is_firm_before_thing(claim, claims, others)]
    software = [claim for claim in kinds if claim.key == Kind.SOFTWARE]

    if _strong([claim for claim in software if claim.evidence.protocol in _NAMES_ITSELF]) or (
        _strong(software) and not _strong(camera)
    ):
        return Verdict(Kind.SOFTWARE, support(software), OtherThing.NONE, told(software), told(others))
    if _strong(camera) and not _outweighed(camera, others):
        exact = next((kind for kind in _EXACT_KINDS if _strong(_of(camera, kind))), Kind.CAMERA)
        if exact is Kind.RECORDER and _is_camera_by_model(camera):
            exact = Kind.CAMERA
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


def _outweighed(camera: Sequence[Claim], others: Sequence[Claim]) -> bool:
    """True when nothing says camera but that it answered, or a firm's name, and it says of itself that it is another thing.

    Monitors, panels and doors answer the questions for cameras as well, and firms of cameras sell switches and speakers.
    A recorder of television programmes is called a recorder, too.
    """
    strong = [claim for claim in camera if claim.certainty >= Certainty.LIKELY]
    if all(_is_word_for_recorder(claim) for claim in strong) and _of(others, OtherThing.TELEVISION):
        return True
    if not all(_only_answers(claim) or _is_by_brand(claim) or _is_by_name(claim) for claim in strong):
        return False
    named = any(_is_by_name(claim) for claim in strong)
    answered = any(_only_answers(claim) for claim in strong)
    announced = any(claim.evidence.field for claim in strong if _only_answers(claim))
    return _strong(
        [
            claim
            for claim in others
            # A name in an announcement may be that of a room: only a number of a model outweighs what it announces.
            if (_states_itself(claim) or not answered)
            and not (announced and claim.evidence.rule_id.startswith("word-"))
            and not (named and not claim.evidence.field.startswith("model"))
        ]
    )


def _is_host_name(claim: Claim) -> bool:
    return claim.evidence.field == _FIELD_OF_A_HOST


def _is_firm_before_thing(claim: Claim, claims: Sequence[Claim], others: Sequence[Claim]) -> bool:
    """A host name of a firm of cameras and a word for another thing, without a model: "imou-smart-plug"."""
    if not _is_host_name(claim) or not any(
        _is_host_name(other) and other.evidence.rule_id.startswith("word-") for other in others
    ):
        return False
    rule = claim.evidence.rule_id
    return not any(given.attribute is Attribute.MODEL and given.evidence.rule_id == rule for given in claims)


def _only_answers(claim: Claim) -> bool:
    return _states_itself(claim) and claim.evidence.field in _FIELDS_OF_ANSWERING


def _is_by_brand(claim: Claim) -> bool:
    return claim.evidence.rule_id.startswith(("brand-", "host-of-"))


def _is_word_for_recorder(claim: Claim) -> bool:
    """The word "DVR" and its like, which boxes of television are called too."""
    return claim.key == Kind.RECORDER and claim.evidence.rule_id.startswith("recorder-")


def _is_camera_by_model(camera: Sequence[Claim]) -> bool:
    """Its own model number says camera, and only a word says recorder: firms write "DVR NVR" into the certificates of all they make."""
    strong = [claim for claim in camera if claim.certainty >= Certainty.LIKELY]
    recorder = _of(strong, Kind.RECORDER)
    by_model = [claim for claim in _of(strong, Kind.CAMERA) if claim.evidence.field.startswith("model")]
    return bool(by_model) and all(_is_word_for_recorder(claim) for claim in recorder)


def _is_by_name(claim: Claim) -> bool:
    return claim.evidence.field == _FIELD_OF_A_NAME


def _states_itself(claim: Claim) -> bool:
    return claim.evidence.protocol in _STATES_ITSELF


def _strong(claims: Sequence[Claim]) -> bool:
    return support(claims) >= Certainty.LIKELY


def _of(claims: Sequence[Claim], key: str) -> list[Claim]:
    return [claim for claim in claims if claim.key == key]
