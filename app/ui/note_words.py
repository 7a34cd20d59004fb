"""Published notes on a device, in the person's language, the ones that apply first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.model.advisory import Advisory
from app.model.certainty import Certainty
from app.model.device import Device
from app.model.finding import Finding, FindingState, FindingType
from app.model.identity import Identity
from app.model.reading import Reading
from app.words import Words

_ORDER = (FindingState.APPLIES, FindingState.CANNOT_TELL, FindingState.DOES_NOT_APPLY)


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note in words. attacked is "" unless an authority lists it as used in attacks; limit is the record's own text."""

    id: str
    state: FindingState
    means: str
    step: str
    because: str
    attacked: str
    limit: str
    published: str
    source_text: str
    source_url: str
    checked: str


@dataclass(frozen=True, slots=True)
class DeviceNotes:
    """Notes on weaknesses, statements on support, and the day of our list."""

    weaknesses: tuple[NoteView, ...] = ()
    support: tuple[NoteView, ...] = ()
    list_date: str = ""


def notes_about(device: Device, words: Words) -> DeviceNotes:
    """What our list says of a device. Raises KnowledgeError."""
    from app.knowledge.load import load  # noqa: PLC0415 - the window opens without it

    notes = _by_id()
    views = [
        _view(finding, note, words)
        for finding in sorted(device.findings, key=lambda one: _ORDER.index(one.state))
        if (note := notes.get((finding.id, finding.source))) is not None
    ]
    weak = {finding.id for finding in device.findings if finding.type is FindingType.ADVISORY}
    return DeviceNotes(
        weaknesses=tuple(view for view in views if view.id in weak),
        support=tuple(view for view in views if view.id not in weak),
        list_date=words.date(max(note.checked for note in load().advisories.notes)),
    )


def reading_for(identity: Identity) -> Reading:
    """Where the version of a device is read: by who made it, then who sells it. Raises KnowledgeError."""
    from app.knowledge.load import load  # noqa: PLC0415 - likewise

    known = (identity.maker, identity.brand, identity.platform)
    return load().readings.of(*(value.key for value in known if value.certainty > Certainty.NOT_KNOWN))


@lru_cache(maxsize=1)
def _by_id() -> Mapping[tuple[str, str], Advisory]:
    from app.knowledge.load import load  # noqa: PLC0415 - likewise

    return {(note.id, note.source.url): note for note in load().advisories.notes}


def _view(finding: Finding, note: Advisory, words: Words) -> NoteView:
    from app.report.first_page import day_text  # noqa: PLC0415 - likewise

    language = words.language.value
    attacked = ""
    if note.kev_date:
        attacked = words.text(
            "On {date}, CISA, a US authority, added it to its list of weaknesses that were used in attacks."
        ).format(date=day_text(note.kev_date, words))
    return NoteView(
        id=note.id,
        state=finding.state,
        means=note.means.of(language),
        step=note.step.of(language),
        because=words.say(finding.because),
        attacked=attacked,
        limit=_limit(note),
        published=day_text(note.published, words),
        source_text=note.source.title,
        source_url=note.source.url,
        checked=words.date(note.checked),
    )


def _limit(note: Advisory) -> str:
    """What the record says of models and versions, in its own words."""
    return " · ".join(dict.fromkeys(affected.says for affected in note.affects if affected.says))


def counts_of(views: Sequence[NoteView]) -> tuple[int, int, int]:
    """How many apply, may apply, and do not."""
    states = [view.state for view in views]
    return states.count(_ORDER[0]), states.count(_ORDER[1]), states.count(_ORDER[2])
