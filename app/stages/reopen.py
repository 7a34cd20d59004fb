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
_SUPPORT = N_("There is news on the maker's support for this model: {id}.")
_NEW_MEASURE = N_("There is a new published text about its maker.")
_MEASURE_CHANGED = N_("A published text about its maker, or whom it is addressed to, changed.")
_STATES = {
    FindingState.APPLIES.value: N_("it applies"),
    FindingState.DOES_NOT_APPLY.value: N_("it does not apply"),
    FindingState.CANNOT_TELL.value: N_("we cannot tell whether it applies"),
}


def facts_now(device: Device, measures: Sequence[FactFor] = ()) -> FactsThen:
    """What is known of a device at this moment, to be kept with a decision."""
    return FactsThen(
        firmware=device.identity.firmware.value or "",
        maker=device.identity.maker.key or device.identity.maker.value or "",
        notes={one.id: one.state.value for one in device.findings if one.type is FindingType.ADVISORY},
        support={one.id: one.state.value for one in device.findings if one.type is FindingType.SUPPORT},
        measures={one.fact.id: _measure(one) for one in measures},
    )


def reopened(
    decision: Decision, now: FactsThen, today: dt.date, say_day: Mapping[dt.date, str] | None = None
) -> tuple[Sentence, ...]:
    """The reasons, empty while the decision stands. say_day may hold the review day in words."""
    told: list[Sentence] = []
    then = decision.facts
    if decision.review is not None and decision.review <= today:
        told.append(Sentence(_REVIEW, {"date": (say_day or {}).get(decision.review, decision.review.isoformat())}))
    if now.firmware and now.firmware != then.firmware:
        template = _FIRMWARE if then.firmware else _FIRMWARE_READ
        told.append(
            Sentence(
                template, {"before": then.firmware, "after": now.firmware} if then.firmware else {"after": now.firmware}
            )
        )
    if now.maker and then.maker and now.maker != then.maker:
        told.append(Sentence(_MAKER))
    told += _news(then.notes, now.notes)
    told += [
        Sentence(_SUPPORT, {"id": name})
        for name, state in now.support.items()
        if then.support.get(name) != state and state != FindingState.DOES_NOT_APPLY.value
    ]
    if any(name not in then.measures for name in now.measures):
        told.append(Sentence(_NEW_MEASURE))
    elif any(then.measures[name] != state for name, state in now.measures.items()):
        told.append(Sentence(_MEASURE_CHANGED))
    return tuple(told)


def _news(then: Mapping[str, str], now: Mapping[str, str]) -> list[Sentence]:
    told = []
    for name, state in now.items():
        if name not in then:
            if state != FindingState.DOES_NOT_APPLY.value:
                told.append(Sentence(_NEW_NOTE, {"id": name}))
        elif then[name] != state:
            told.append(Sentence(_NOTE_CHANGED, {"id": name, "state": Sentence(_STATES.get(state, state))}))
    return told


def _measure(one: FactFor) -> str:
    """Changes when the text, its state, or whom it is addressed to changes."""
    bound = {True: "yes", False: "no", None: "depends"}[one.applies_to_you]
    return f"{one.fact.date} {one.fact.state.en} {bound}"
