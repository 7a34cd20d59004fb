"""A decision and what is known now → why it is worth looking at again."""

import datetime as dt
from collections.abc import Mapping, Sequence

from app.model.decision import Decision, FactsThen
from app.model.device import Device
from app.model.finding import FindingState, FindingType
from app.model.policy import FactFor
from app.model.text import N_, Sentence

_REVIEW = N_("You wanted to look at it again on {date}.")
_FIRMWARE = N_("The firmware changed from {before} to {after}.")
_FIRMWARE_READ = N_("The firmware is known now: {after}.")
_MAKER = N_("What we know of the maker changed.")
_NEW_NOTE = N_("There is a new published note: {id}.")
_NOTE_CHANGED = N_("What we know of the published note {id} changed: {state}.")
_NOTE_GONE = N_("The published note {id} is not in our list for this device any more.")
_TOLD_BACK = N_("You took back the firmware that you had told us.")
_SUPPORT = N_("There is news on the maker's support for this model: {id}.")
_NEW_MEASURE = N_("There is a new published text about its maker.")
_MEASURE_CHANGED = N_("A published text about its maker, or whom it is addressed to, changed.")
_MEASURE_GONE = N_("A published text about its maker is not in our list any more.")
_MEASURE_EXPIRED = N_(
    "A published text about its maker was last checked long ago: whether it still stands needs a new look."
)
#: Ends what is kept of a measure whose state needs a new look.
_EXPIRED = " expired"
_STATES = {
    FindingState.APPLIES.value: N_("it applies"),
    FindingState.DOES_NOT_APPLY.value: N_("it does not apply"),
    FindingState.CANNOT_TELL.value: N_("we cannot tell whether it applies"),
}


def facts_now(device: Device, measures: Sequence[FactFor] = (), told: str | None = None) -> FactsThen:
    """What is known of a device at this moment, to be kept with a decision. told is the version that the person typed, "" for none."""
    return FactsThen(
        firmware=device.identity.firmware.value or "",
        maker=device.identity.maker.key or device.identity.maker.value or "",
        notes={one.id: one.state.value for one in device.findings if one.type is FindingType.ADVISORY},
        support={one.id: one.state.value for one in device.findings if one.type is FindingType.SUPPORT},
        measures={one.fact.id: _measure(one) for one in measures},
        model=device.identity.model.value or "",
        told=told,
    )


def reopened(
    decision: Decision, now: FactsThen, today: dt.date, say_day: Mapping[dt.date, str] | None = None
) -> tuple[Sentence, ...]:
    """The reasons, empty while the decision stands. say_day may hold the review day in words."""
    told: list[Sentence] = []
    then = decision.facts
    if decision.review is not None and decision.review <= today:
        told.append(Sentence(_REVIEW, {"date": (say_day or {}).get(decision.review, decision.review.isoformat())}))
    told += _firmware(then, now)
    if now.maker and now.maker != then.maker:
        told.append(Sentence(_MAKER))
    as_much = _is_known_as_much(then, now)
    told += _notes(then.notes, now.notes, as_much=as_much)
    told += _support(then.support, now.support, as_much=as_much)
    told += _measures(then, now)
    return tuple(told)


def _is_known_as_much(then: FactsThen, now: FactsThen) -> bool:
    """Whether what is missing now went away: a scan that read less of the device proves nothing."""
    same_model = bool(now.model) if then.model is None else now.model == then.model
    return bool(now.maker) and now.maker == then.maker and same_model


def _firmware(then: FactsThen, now: FactsThen) -> list[Sentence]:
    if then.told and now.told == "" and now.firmware != then.firmware:
        return [Sentence(_TOLD_BACK)]
    if not now.firmware or now.firmware == then.firmware:
        return []
    if not then.firmware:
        return [Sentence(_FIRMWARE_READ, {"after": now.firmware})]
    return [Sentence(_FIRMWARE, {"before": then.firmware, "after": now.firmware})]


def _notes(then: Mapping[str, str], now: Mapping[str, str], *, as_much: bool) -> list[Sentence]:
    told = []
    for name, state in now.items():
        if name not in then:
            if state != FindingState.DOES_NOT_APPLY.value:
                told.append(Sentence(_NEW_NOTE, {"id": name}))
        elif then[name] != state:
            told.append(Sentence(_NOTE_CHANGED, {"id": name, "state": Sentence(_STATES.get(state, state))}))
    if as_much:
        told += [Sentence(_NOTE_GONE, {"id": name}) for name in _gone(then, now)]
    return told


def _support(then: Mapping[str, str], now: Mapping[str, str], *, as_much: bool) -> list[Sentence]:
    quiet = (None, FindingState.DOES_NOT_APPLY.value)
    news = [
        name
        for name, state in now.items()
        if then.get(name) != state and not (state in quiet and then.get(name) in quiet)
    ]
    return [Sentence(_SUPPORT, {"id": name}) for name in (*news, *(_gone(then, now) if as_much else ()))]


def _gone(then: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    """What counted then and is not there any more."""
    return [name for name, state in then.items() if name not in now and state != FindingState.DOES_NOT_APPLY.value]


def _measures(then: FactsThen, now: FactsThen) -> list[Sentence]:
    both = [(then.measures[name], state) for name, state in now.measures.items() if name in then.measures]
    # Where the model was not written down, neither was how sure it was that the text is about the device.
    changed = [
        (old, new.removesuffix(_EXPIRED))
        for old, new in both
        if old.removesuffix(_EXPIRED) != new.removesuffix(_EXPIRED)
    ]
    if then.model is None:
        changed = [(old, new) for old, new in changed if new not in {f"{old} {state}" for state in _STATES}]
    same_maker = bool(now.maker) and now.maker == then.maker
    reasons = (
        (_NEW_MEASURE, any(name not in then.measures for name in now.measures)),
        (_MEASURE_CHANGED, bool(changed)),
        (_MEASURE_EXPIRED, any(new.endswith(_EXPIRED) and not old.endswith(_EXPIRED) for old, new in both)),
        (_MEASURE_GONE, same_maker and any(name not in now.measures for name in then.measures)),
    )
    return [Sentence(template) for template, is_so in reasons if is_so]


def _measure(one: FactFor) -> str:
    """Changes when the text, its state, or whom it is addressed to changes, and when its state needs a new look."""
    bound = {True: "yes", False: "no", None: "depends"}[one.applies_to_you]
    about = "" if one.state is FindingState.APPLIES else f" {one.state.value}"
    return f"{one.fact.date} {one.fact.state.en} {bound}{about}{_EXPIRED if one.expired else ''}"
