"""Published notes on a device in full sentences: what each means, what the owner can do, and where it stands."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from app.model.advisory import Advisory
from app.model.finding import Finding, FindingState, FindingType
from app.model.text import N_
from app.report.first_page import day_text
from app.report.model import Paragraph, ParagraphStyle
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.words import Words

#: Notes told in full below one device of a record; the report on one device tells all of them.
TOLD_IN_FULL = 2
#: Ids of further notes that a record names.
NAMED = 6

#: A note by its id and the address of its source.
Notes = Mapping[tuple[str, str], Advisory]
NO_NOTES: Notes = MappingProxyType({})

_STATES = {
    FindingState.APPLIES: N_("Applies"),
    FindingState.CANNOT_TELL: N_("May apply"),
    FindingState.DOES_NOT_APPLY: N_("Does not apply"),
}
_MORE = {
    FindingState.APPLIES: N_("Published notes that apply to this version: {list}."),
    FindingState.CANNOT_TELL: N_("Published notes that may apply: {list}."),
}
#: For notes that our list does not hold any more.
_ALONE = {
    FindingState.APPLIES: N_("Published note {id} applies to this version. {because}"),
    FindingState.CANNOT_TELL: N_("Published note {id} may apply. {because}"),
    FindingState.DOES_NOT_APPLY: N_("Published note {id} does not apply. {because}"),
}
_SUPPORT = N_("Support by the maker. {because}")
_ATTACKED = N_("CISA, a US authority, has listed it among flaws used in attacks since {date}.")
_FINE_PRINT = N_("{id}, published {date}. Checked on {checked}.")


@lru_cache(maxsize=4)
def by_id(notes: tuple[Advisory, ...]) -> Notes:
    """The notes by what a finding says of them."""
    return MappingProxyType({(note.id, note.source.url): note for note in notes})


def note_lines(
    findings: Sequence[Finding], notes: Notes, words: Words, sources: Sources, *, complete: bool
) -> list[Paragraph]:
    """What was published of weaknesses and of support, what applies first. complete tells every one, with the reason."""
    order = list(_STATES)
    here = [one for one in findings if one.type is not FindingType.POLICY]
    here.sort(key=lambda one: (order.index(one.state), one.type is not FindingType.SUPPORT))
    if complete:
        return [_in_full(one, notes.get(_key(one)), words, sources, complete=True) for one in here]
    here = [one for one in here if one.state is not FindingState.DOES_NOT_APPLY]
    support = [one for one in here if one.type is FindingType.SUPPORT and _key(one) not in notes][:1]
    told = [*support, *(one for one in here if _key(one) in notes)][:TOLD_IN_FULL]
    rest = [one for one in here if one not in told and one.type is FindingType.ADVISORY]
    lines = [_in_full(one, notes.get(_key(one)), words, sources, complete=False) for one in told]
    return lines + _named(rest, notes, words, sources)


def state_word(state: FindingState, words: Words) -> str:
    """Applies, may apply, does not apply."""
    return words.text(_STATES[state])


def means(finding: Finding, notes: Notes, words: Words) -> str:
    """What a note means, in one sentence; the reason where our list does not hold the note any more."""
    note = notes.get(_key(finding))
    return note.means.of(words.language.value) if note else shown(words.say(finding.because))


def _key(finding: Finding) -> tuple[str, str]:
    return finding.id, finding.source


def _in_full(finding: Finding, note: Advisory | None, words: Words, sources: Sources, *, complete: bool) -> Paragraph:
    because = shown(words.say(finding.because))
    if note is None:
        template = _SUPPORT if finding.type is FindingType.SUPPORT else _ALONE[finding.state]
        text = words.text(template).format(id=shown(finding.id), because=because)
        return Paragraph(text.strip(), ParagraphStyle.NOTE, sources.number(finding.source, finding.date))
    language = words.language.value
    told = [
        f"{state_word(finding.state, words)} · {note.means.of(language)}",
        words.text("What you can do: {step}").format(step=note.step.of(language)),
    ]
    if note.kev_date:
        told.append(words.text(_ATTACKED).format(date=day_text(note.kev_date, words)))
    if complete:
        told.append(because)
    published = day_text(note.published, words)
    told.append(words.text(_FINE_PRINT).format(id=note.id, date=published, checked=words.date(note.checked)))
    return Paragraph(" ".join(told), ParagraphStyle.NOTE, sources.number(_of(note), finding.date))


def _source(finding: Finding, notes: Notes) -> str:
    note = notes.get(_key(finding))
    return _of(note) if note else finding.source


def _of(note: Advisory) -> str:
    return f"{note.source.title}, {note.source.url}"


def _named(findings: Sequence[Finding], notes: Notes, words: Words, sources: Sources) -> list[Paragraph]:
    """One line for each state, with the ids of the first few."""
    lines = []
    for state, template in _MORE.items():
        these = [one for one in findings if one.state is state]
        if not these:
            continue
        ids = [shown(one.id) for one in these[:NAMED]]
        if more := len(these) - len(ids):
            ids.append(words.plural("{count} more", "{count} more", more))
        numbers = [number for one in these[:NAMED] for number in sources.number(_source(one, notes), one.date)]
        text = words.text(template).format(list=", ".join(ids))
        lines.append(Paragraph(text, ParagraphStyle.NOTE, tuple(dict.fromkeys(numbers))))
    return lines
