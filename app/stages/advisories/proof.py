"""Proves the limits of the published notes: each bound is read, lies on its own side, and its models are their own patterns."""

from collections.abc import Iterable, Iterator

from app.knowledge.makers import Directory
from app.model.advisory import Advisory, Affected, Decides
from app.model.firmware import FirmwareText
from app.stages.advisories.book import FirmwareReader
from app.stages.advisories.limits import Limit, Reach
from app.stages.advisories.models import Patterns, read_model
from app.stages.advisories.sellers import Sellers

_BY_VERSION = frozenset({Decides.VERSION, Decides.VERSION_AND_BUILD})


def limit_problems(notes: Iterable[Advisory], directory: Directory, read: FirmwareReader) -> list[str]:
    """All that is wrong, each as "advisories: maker: id: what"; empty when every limit does what its row says."""
    sellers = Sellers(directory)
    return [
        f"advisories: {note.maker}: {note.id}: {what}"
        for note in notes
        for affected in note.affects
        for what in (*_limit_problems(note, affected, read), *_model_problems(note, affected, sellers))
    ]


def _limit_problems(note: Advisory, affected: Affected, read: FirmwareReader) -> Iterator[str]:
    def read_bound(text: str) -> FirmwareText:
        return read(text, note.maker)

    limit = Limit.of(affected, read_bound)
    for text in (affected.since, affected.until, affected.before, affected.fixed):
        said = read_bound(text) if text else None
        if said is not None and affected.decides in _BY_VERSION and said.version is None:
            yield f"no version can be read in {text!r}"
    expected = [(text, Reach.NAMED) for text in affected.listed]
    if affected.until:
        expected.append((affected.until, Reach.AFFECTED))
    if affected.since and not _is_day_alone(read_bound(affected.until or affected.before)):
        expected.append((affected.since, Reach.AFFECTED))
    if affected.fixed:
        expected.append((affected.fixed, Reach.FIXED))
    for text, wanted in expected:
        reach = limit.reach(read_bound(text))
        if reach is not wanted:
            yield f"{text!r} is {reach.name}, not {wanted.name}"


def _model_problems(note: Advisory, affected: Affected, sellers: Sellers) -> Iterator[str]:
    names = sellers.names(note.maker)
    patterns, excepted = Patterns(affected.models, names), Patterns(affected.except_models, names)
    if patterns.everything and "*" not in affected.models:
        yield "its models fit everything"
    for written in affected.models:
        model = read_model(written, names)
        if model is None and written != "*":
            yield f"nothing is left of the model {written!r}"
        elif model is not None and (not patterns.fit(model) or excepted.fit(model)):
            yield f"the model {written!r} does not fit its own row"


def _is_day_alone(said: FirmwareText) -> bool:
    return said.version is None
