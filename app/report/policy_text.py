"""The published facts that concern the devices of a report, put into words for its reader."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.model.device import Device
from app.model.policy import Audience, FactFor, PolicyFact
from app.model.text import N_
from app.report.first_page import day_text
from app.report.model import PolicyText
from app.stages.policy import relevant_facts
from app.words import Words

_FOR_YOU = {
    True: N_("This is addressed to you."),
    False: N_("This is not addressed to you."),
    None: N_("Whether it is addressed to you depends on who you are and where the device hangs."),
}
_EXPIRED = N_("This was last checked long ago: look for the current status before you rely on it.")


def policy_texts(
    devices: Iterable[Device], facts: Sequence[PolicyFact], words: Words, audience: Audience | None, today: date
) -> tuple[PolicyText, ...]:
    """Each fact that concerns one of the devices once, the maker's answer right after the authority's statement."""
    concerned: dict[str, FactFor] = {}
    for device in devices:
        for fact in relevant_facts(device.identity, facts, audience, today):
            concerned.setdefault(fact.fact.id, fact)
    order = {fact.id: place for place, fact in enumerate(facts)}
    texts: list[PolicyText] = []
    for name in sorted(concerned, key=order.__getitem__):
        texts += _texts(concerned[name], words)
    return tuple(texts)


def _texts(found: FactFor, words: Words) -> list[PolicyText]:
    fact, language = found.fact, words.language.value
    source = "; ".join(f"{source.title}, {source.url}" for source in fact.sources)
    checked = words.date(fact.checked)
    status = [words.text(_FOR_YOU[found.applies_to_you])]
    if found.expired:
        status.append(words.text(_EXPIRED))
    texts = [
        PolicyText(
            authority=f"{fact.authority.of(language)} – {fact.instrument.of(language)}",
            date=day_text(fact.date, words),
            applies_to=f"{fact.binds.of(language)} {fact.does_not_bind.of(language)}",
            says=f"{fact.says.of(language)} {fact.about_owners.of(language)} {fact.state.of(language)}",
            state=" ".join(status),
            source=source,
            checked=checked,
        )
    ]
    if fact.maker_answer is not None:
        texts.append(
            PolicyText(
                authority=words.text("What the maker answers"),
                date="",
                applies_to="",
                says=fact.maker_answer.of(language),
                state="",
                source=source,
                checked=checked,
            )
        )
    return texts
