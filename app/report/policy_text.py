"""The published facts that concern the devices of a report, put into words for its reader."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from app.model.device import Device
from app.model.policy import Audience, Bilingual, FactFor, PolicyFact
from app.model.text import N_
from app.report.first_page import day_text
from app.report.model import PolicyText
from app.stages.policy import relevant_facts
from app.words import Words

_FOR_YOU = {True: N_("This is addressed to you."), False: N_("This is not addressed to you.")}
_EXPIRED = N_("This was last checked long ago: look for the current status before you rely on it.")
#: Readers whom the texts of other countries may bind: they get them in full.
_ABROAD = frozenset({Audience.OTHER_COUNTRY, Audience.SUPPLIER})
#: A sentence ends before a capital letter; "Inc. to" and "no. 5" go on.
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-zà-öø-ÿ])")


def policy_texts(
    devices: Iterable[Device], facts: Sequence[PolicyFact], words: Words, audience: Audience | None, today: date
) -> tuple[PolicyText, ...]:
    """Each fact that concerns one of the devices, once, in the order of our knowledge."""
    concerned: dict[str, FactFor] = {}
    for device in devices:
        for fact in relevant_facts(device.identity, facts, audience, today):
            concerned.setdefault(fact.fact.id, fact)
    return tuple(_text(concerned[fact.id], words, audience) for fact in facts if fact.id in concerned)


def _text(found: FactFor, words: Words, audience: Audience | None) -> PolicyText:
    fact = found.fact

    def told(text: Bilingual) -> str:
        return text.of(words.language.value)

    stands = [told(fact.state)]
    in_short = [_SENTENCE_END.split(told(fact.says), maxsplit=1)[0], told(fact.about_owners)]
    if found.expired:
        stands.append(words.text(_EXPIRED))
        in_short.append(words.text(_EXPIRED))
    return PolicyText(
        id=fact.id,
        authority=told(fact.authority),
        instrument=told(fact.instrument),
        date=day_text(fact.date, words),
        says=f"{told(fact.says)} {told(fact.about_owners)}",
        stands=" ".join(stands),
        in_short=" ".join(in_short),
        answer=told(fact.maker_answer) if fact.maker_answer else "",
        answer_source=fact.answer_source,
        addressed_to=told(fact.binds),
        not_addressed_to=told(fact.does_not_bind),
        for_you=words.text(_FOR_YOU[found.applies_to_you]) if found.applies_to_you is not None else "",
        sources=fact.sources,
        checked=words.date(fact.checked),
        makers=fact.makers,
        names_makers=fact.names_makers,
        in_full=audience in _ABROAD or not fact.is_foreign,
    )
