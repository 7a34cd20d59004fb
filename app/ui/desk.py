"""Where the person decides: the five ways for a device, what they said of it, the decisions and why to look again."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.model.advice import Answer, Case, Option, Situation
from app.model.decision import Choice, Decision, FactsThen
from app.model.device import Device
from app.model.identity import CAMERA_KINDS
from app.model.kept import Event
from app.model.policy import FactFor
from app.model.text import Sentence
from app.report.choices import CHOICE_NAMES
from app.ui.keeping import Keeping
from app.words import Words

#: The questions of the situation, as the inventory names them.
FROM_OUTSIDE, ON_RECORDER, RECORDS_OTHERS, IS_YOURS = "from-outside", "on-recorder", "records-others", "is-yours"


def _of_nobody(device: Device) -> Sequence[FactFor]:  # noqa: ARG001 - the shape of measures
    return ()


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision in a few words. again: a fact changed since, or the day came."""

    text: str
    again: bool = False


class Desk:
    """Joins the stages with what is kept. measures gives the published texts that concern a device, for this reader."""

    def __init__(self, keeping: Keeping, measures: Callable[[Device], Sequence[FactFor]] = _of_nobody) -> None:
        self._keeping = keeping
        self._measures = measures
        self._known: Mapping[str, Decision] = {}
        self._state: object = None

    def situation(self, device: Device) -> Situation:
        """What the person said of a device."""
        answers = self._keeping.inventory.guides.answers(device.id, self._keeping.site)

        def said(question: str) -> Answer:
            answer = answers.get(question, "")
            return Answer(answer) if answer in set(Answer) else Answer.UNSAID

        return Situation(said(FROM_OUTSIDE), said(ON_RECORDER), said(RECORDS_OTHERS), said(IS_YOURS))

    def answer(self, device: Device, question: str, answer: Answer) -> None:
        """Keep an answer. Raises FileNotWrittenError."""
        self._keeping.inventory.guides.answer(device.id, question, answer.value, self._keeping.site)

    def options(self, device: Device) -> Sequence[Option]:
        """The five ways for a device."""
        from app.stages.advice import options  # noqa: PLC0415 - the window opens without it

        case = Case(device.identity, device.findings, tuple(self._measures(device)), self.situation(device))
        return options(case, _today())

    def standing(self, device: Device) -> Decision | None:
        """The decision that stands, None when there is none."""
        return self._standings().get(device.id)

    def line(self, device: Device, words: Words) -> DecisionLine | None:
        """The decision as a card shows it, None when there is none."""
        decision = self._standings().get(device.id)
        if decision is None:
            return None
        name = words.text(CHOICE_NAMES[decision.choice])
        if self.why_again(device, words):
            return DecisionLine(words.text("{choice} · worth looking at again").format(choice=name), again=True)
        if decision.review is not None:
            day = words.date(decision.review)
            return DecisionLine(words.text("{choice} · look again on {date}").format(choice=name, date=day))
        return DecisionLine(words.text("Decided: {choice}").format(choice=name))

    def may_decide(self, devices: Sequence[Device]) -> bool:
        """Whether there is more than one device to decide about."""
        return sum(device.identity.kind in CAMERA_KINDS for device in devices) > 1

    def why_again(self, device: Device, words: Words) -> Sequence[Sentence]:
        """Why the decision is worth looking at again; empty while it stands, or when there is none."""
        from app.stages.reopen import reopened  # noqa: PLC0415 - likewise

        decision = self._standings().get(device.id)
        if decision is None:
            return ()
        days = {decision.review: words.date(decision.review)} if decision.review else {}
        return reopened(decision, self._facts(device), _today(), days)

    def decide(
        self, devices: Iterable[Device], choice: Choice, *, reason: str, who: str, review: dt.date | None
    ) -> None:
        """Keep one decision for one device or many, with what is known of each now. Raises FileNotWrittenError."""
        now = dt.datetime.now().astimezone()
        decisions = {device.id: Decision(choice, reason, who, now, review, self._facts(device)) for device in devices}
        self._keeping.inventory.decisions.decide(decisions, self._keeping.site)
        self.refresh()

    def refresh(self) -> None:
        """Read the decisions anew when they are next wanted."""
        self._state = None

    def _standings(self) -> Mapping[str, Decision]:
        if self._state != (state := self._keeping.state):
            self._state, site = state, self._keeping.site
            self._known = self._keeping.inventory.decisions.standing_by_id(site)
        return self._known

    def _facts(self, device: Device) -> FactsThen:
        from app.stages.reopen import facts_now  # noqa: PLC0415 - likewise

        kept = self._keeping.inventory.devices.get(device.id, self._keeping.site)
        told = kept.told_firmware.text if kept and kept.told_firmware else ""
        return facts_now(device, self._measures(device), told)

    def history(self, device: Device) -> Sequence[Event]:
        """What happened to a device, the newest first."""
        return self._keeping.inventory.devices.history(device.id, self._keeping.site)

    def decisions(self, device: Device) -> Sequence[Decision]:
        """Every decision about a device, the newest first."""
        return self._keeping.inventory.decisions.all_of(device.id, self._keeping.site)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
