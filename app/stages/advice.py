"""A device and what its owner said of it → the five ways with what speaks for and against each (policy.md §4.4).

The same facts stand on both sides where they speak for one way and against another; nothing is added up.
"""

import datetime as dt

from app.model.advice import Answer, Case, Option, Reason
from app.model.decision import Choice
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Kind
from app.model.policy import FactFor
from app.model.text import N_, Sentence

_OLD_YEARS = 4
_SHOWN = 4

_SUPPORT_ENDED = N_("The maker says that this model gets no more updates.")
_NOTES_APPLY = N_("{count} published notes on weaknesses apply to its version: {ids}.")
_NOTE_APPLIES = N_("A published note on a weakness applies to its version: {ids}.")
_NOTES_UNSURE = N_("For {count} published notes on weaknesses we cannot tell whether they apply to it.")
_NOTE_UNSURE = N_("For a published note on a weakness we cannot tell whether it applies to it.")
_NO_NOTES = N_("No published note in our list applies to its version.")
_OLD = N_("Its firmware was built in {year}, {age} years ago.")
_RECENT = N_("Its firmware was built in {year}.")
_FIRMWARE_UNKNOWN = N_("Which version it runs is not known.")
_OUTSIDE = N_("You said that it can be watched from outside. Whatever is open to the internet is tried by strangers.")
_NOT_OUTSIDE = N_("You said that it cannot be watched from outside your place.")
_BOUND = N_("This text is addressed to you")
_MAY_BIND = N_("Whether this text is addressed to you depends on your contract or place")
_NOT_BOUND = N_("The published texts about its maker are not addressed to you.")
_NOT_YOURS = N_("You said that it is not yours: only its owner can change it or take it down. Ask first.")
_OTHERS = N_("You said that it records other people: they count on it being looked after.")
_WORKS = N_("It works, you know how to use it, and nothing is thrown away.")
_NOTHING_CHANGES = N_("Nothing about the device changes.")
_UPDATE_MAY_HELP = N_(
    "An update may end a weakness; a password of its own and a separate network help with those nobody knows yet."
)
_LESS_COMFORT = N_("Watching from outside or alerts on your phone may stop or take more steps.")
_NO_UPDATE_TO_GET = N_("Without updates from the maker, a weakness stays inside, even if fewer people can reach it.")
_NEW_SUPPORT = N_("You can choose a model whose maker says until when it gets updates.")
_WORK_AND_WASTE = N_("It takes work, and the old device has to be wiped and recycled.")
_MANY_CAMERAS = N_("A recorder serves many cameras: changing it means setting each of them up again.")
_ON_RECORDER = N_("You said that it is connected to a recorder: the new one has to fit that recorder.")
_FRESH_EYES = N_("Somebody who sees the place knows things that no program sees.")
_OWN_INTEREST = N_("Who sells or installs cameras also earns from a new one. Ask for reasons and for dates.")
_RULES = N_("Whether a rule binds you is a question for whoever gave you the contract, or for a lawyer.")
_MORE_FACTS = N_("Rules, updates and prices can change. A date in your calendar keeps it from being forgotten.")
_STAYS_OPEN = N_("Until then, everything stays as it is.")

_TAKES_KEEP = N_("Nothing today. A day to look again helps.")
_TAKES_REDUCE = N_("An hour or two, the passwords, and the router's page.")
_TAKES_REPLACE = N_("A new device, a few hours, perhaps an installer.")
_TAKES_REPLACE_RECORDER = N_("A new recorder, half a day or more, perhaps an installer.")
_TAKES_ASK = N_("The printed page and the questions to ask.")
_TAKES_LATER = N_("A day to look again.")


def options(case: Case, today: dt.date) -> tuple[Option, ...]:
    """The five ways, always all of them and in one order."""
    facts = _Facts(case, today)
    recorder = case.identity.kind in {Kind.RECORDER, Kind.ENCODER}
    return (
        Option(Choice.KEEP, _some(facts.calm, _WORKS), _some(facts.worry, _NOTHING_CHANGES), _say(_TAKES_KEEP)),
        Option(
            Choice.REDUCE,
            _some(facts.reachable, _UPDATE_MAY_HELP),
            _some([*facts.bound, *facts.not_yours, *facts.no_updates], _LESS_COMFORT),
            _say(_TAKES_REDUCE),
            ("harden-recorder" if recorder else "harden-camera", "separate-network", "move-in-or-out"),
        ),
        Option(
            Choice.REPLACE,
            _some(facts.worry, _NEW_SUPPORT),
            _some([*facts.not_yours, *facts.fitting, *facts.calm], _WORK_AND_WASTE),
            _say(_TAKES_REPLACE_RECORDER if recorder else _TAKES_REPLACE),
            _replacing(case),
        ),
        Option(
            Choice.ASK,
            _some([*facts.not_yours, *facts.bound, *facts.open_questions], _FRESH_EYES),
            _some([], _OWN_INTEREST),
            _say(_TAKES_ASK),
            ("ask-someone",),
        ),
        Option(Choice.LATER, _some([], _MORE_FACTS), _some(facts.worry[:2], _STAYS_OPEN), _say(_TAKES_LATER)),
    )


def _replacing(case: Case) -> tuple[str, ...]:
    kind, on_recorder = case.identity.kind, case.situation.on_recorder
    if kind in {Kind.RECORDER, Kind.ENCODER}:
        return ("replace-poe-system", "replace-coax-system", "get-rid-of-device")
    if on_recorder is Answer.YES and kind is Kind.CAMERA:
        return ("replace-camera-on-recorder", "get-rid-of-device")
    return ("replace-wifi-camera", "replace-camera-on-recorder", "get-rid-of-device")


class _Facts:
    """The facts of one case, sorted by what they speak for."""

    def __init__(self, case: Case, today: dt.date) -> None:
        self._case = case
        notes = [one for one in case.findings if one.type is FindingType.ADVISORY]
        applying = [one for one in notes if one.state is FindingState.APPLIES]
        unsure = [one for one in notes if one.state is FindingState.CANNOT_TELL]
        ended = [_published(_SUPPORT_ENDED, one) for one in case.findings if _ends_support(one)][:1]
        self.no_updates = ended
        self.calm: list[Reason] = []
        self.worry: list[Reason] = [*ended]
        self.open_questions: list[Reason] = []
        self.reachable: list[Reason] = []
        self.bound: list[Reason] = []
        self.not_yours = [Reason(Sentence(_NOT_YOURS))] if case.situation.is_yours is Answer.NO else []
        if applying:
            ids = ", ".join(one.id for one in applying[:_SHOWN])
            template = _NOTE_APPLIES if len(applying) == 1 else _NOTES_APPLY
            self.worry.append(
                Reason(
                    Sentence(template, {"count": str(len(applying)), "ids": ids}),
                    None,
                    applying[0].source,
                    applying[0].date,
                )
            )
        elif notes and not unsure:
            self.calm.append(Reason(Sentence(_NO_NOTES)))
        if unsure:
            template = _NOTE_UNSURE if len(unsure) == 1 else _NOTES_UNSURE
            gaps = {"count": str(len(unsure))} if len(unsure) > 1 else {}
            reason = Reason(Sentence(template, gaps), None, unsure[0].source, unsure[0].date)
            self.worry.append(reason)
            self.open_questions.append(reason)
        self._age(today)
        self._situation()
        self._measures()
        self.fitting = [Reason(Sentence(_MANY_CAMERAS))] if case.identity.kind is Kind.RECORDER else []
        if case.situation.on_recorder is Answer.YES and case.identity.kind is Kind.CAMERA:
            self.fitting.append(Reason(Sentence(_ON_RECORDER)))

    def _age(self, today: dt.date) -> None:
        built = self._case.identity.firmware_built
        if built is not None:
            age = today.year - built.year - ((today.month, today.day) < (built.month, built.day))
            old = age >= _OLD_YEARS
            gaps = {"year": str(built.year), **({"age": str(age)} if old else {})}
            (self.worry if old else self.calm).append(Reason(Sentence(_OLD if old else _RECENT, gaps)))
        elif self._case.identity.firmware.value is None:
            self.open_questions.append(Reason(Sentence(_FIRMWARE_UNKNOWN)))

    def _situation(self) -> None:
        situation = self._case.situation
        if situation.from_outside is Answer.YES:
            self.worry.append(Reason(Sentence(_OUTSIDE)))
            self.reachable.append(Reason(Sentence(_OUTSIDE)))
        elif situation.from_outside is Answer.NO:
            self.calm.append(Reason(Sentence(_NOT_OUTSIDE)))
        if situation.records_others is Answer.YES:
            self.worry.append(Reason(Sentence(_OTHERS)))

    def _measures(self) -> None:
        measures = [one for one in self._case.measures if one.state is not FindingState.DOES_NOT_APPLY]
        for one in measures:
            if one.applies_to_you is True:
                self.bound.append(_measure(_BOUND, one))
                self.worry.insert(0, self.bound[-1])
            elif one.applies_to_you is None:
                self.open_questions.append(_measure(_MAY_BIND, one))
        if measures and all(one.applies_to_you is False for one in measures):
            self.calm.append(Reason(Sentence(_NOT_BOUND), None, measures[0].fact.sources[0].url, measures[0].fact.date))
        elif any(one.applies_to_you is not False for one in measures):
            self.open_questions.insert(0, Reason(Sentence(_RULES)))


def _ends_support(finding: Finding) -> bool:
    return finding.type is FindingType.SUPPORT and finding.state is FindingState.APPLIES


def _published(template: str, finding: Finding) -> Reason:
    return Reason(Sentence(template), None, finding.source, finding.date)


def _measure(template: str, one: FactFor) -> Reason:
    fact = one.fact
    return Reason(Sentence(template), fact.instrument, fact.sources[0].url, fact.date)


def _some(reasons: list[Reason], otherwise: str) -> tuple[Reason, ...]:
    """The device's own reasons, the general one last; never empty, never long."""
    return (*reasons[: _SHOWN - 1], Reason(Sentence(otherwise)))


def _say(template: str) -> tuple[Sentence, ...]:
    return (Sentence(template),)
