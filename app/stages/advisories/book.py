"""A device's maker, brand, model and firmware → the published notes that it may have, each with a state and the reason."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from app.knowledge.advisories import AdvisoryShelf
from app.knowledge.load import Knowledge
from app.knowledge.makers import Directory
from app.model.advisory import Advisory
from app.model.finding import Finding, FindingState, FindingType
from app.model.firmware import FirmwareText
from app.model.text import Sentence
from app.stages.advisories import sentences as say
from app.stages.advisories.limits import Limit, Reach
from app.stages.advisories.models import (
    ModelText,
    Patterns,
    read_model,
    readable,
    revision_in_firmware,
    revision_key,
)
from app.stages.advisories.sellers import Seller, Sellers

#: Texts and maker ids → what a firmware text says (app.knowledge.firmware).
FirmwareReader = Callable[[str, str], FirmwareText]

#: Notes, models and firmware texts that were read are remembered up to this many.
_REMEMBERED = 8192
_DEVICES_REMEMBERED = 1024
#: Longest text of a device that is read, in characters.
_TEXT_LIMIT = 512
#: At most so many models are shown to compare with.
_SHOWN_MODELS = 4
#: What a block may say beside one that says "fixed" and thereby puts it in doubt. Other boards and hardware do not.
_OPEN = frozenset(
    {
        Reach.AFFECTED,
        Reach.NAMED,
        Reach.BETWEEN,
        Reach.NEWER,
        Reach.APART,
        Reach.NO_DAY,
        Reach.NO_VERSION,
        Reach.NOT_COMPARABLE,
    }
)
_CANNOT, _APPLIES, _NOT = FindingState.CANNOT_TELL, FindingState.APPLIES, FindingState.DOES_NOT_APPLY


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What is known of a device, as stated; "" where nothing is. maker_is_sure is False when only weak signs tell who made it.

    built is the firmware's build day where something else than its text tells it.
    """

    maker: str = ""
    brand: str = ""
    model: str = ""
    firmware: str = ""
    hardware: str = ""
    maker_is_sure: bool = True
    built: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """State and reason. concerns: the note names this model, or all of the maker's, or its limit fits this firmware."""

    state: FindingState
    because: Sentence
    concerns: bool


@dataclass(frozen=True, slots=True)
class _Block:
    patterns: Patterns
    excepted: Patterns
    limit: Limit
    revisions: frozenset[str]


class AdvisoryBook:
    """All notes, ready to be held against devices. Limits and patterns are read when a maker is first met."""

    def __init__(self, shelf: AdvisoryShelf, directory: Directory, read: FirmwareReader) -> None:
        self._shelf = shelf
        self._directory = directory
        self._sellers = Sellers(directory)
        self._blocks: dict[tuple[str, str], tuple[_Block, ...]] = {}
        self._firmware = lru_cache(_REMEMBERED)(read)
        self._seller = lru_cache(_REMEMBERED)(self._find_seller)
        self._model = lru_cache(_REMEMBERED)(self._read_model)
        self._fitting = lru_cache(_REMEMBERED)(self._find_fitting)
        # A shop has many cameras of one kind, and each is looked at several times while it answers.
        self._findings = lru_cache(_DEVICES_REMEMBERED)(self._find)

    @classmethod
    def of(cls, knowledge: Knowledge, today: dt.date) -> "AdvisoryBook":
        """The book of all that is shipped; no build is later than today. Raises KnowledgeError."""
        firmware = knowledge.firmware

        def read(untrusted: str, maker: str) -> FirmwareText:
            return firmware.read(untrusted, maker, today)

        return cls(knowledge.advisories, knowledge.directory, read)

    def findings(self, facts: DeviceFacts, *, concerning: bool = False) -> tuple[Finding, ...]:
        """Every note on that maker, whatever its state, by maker and id; concerning leaves out those on other models only."""
        return self._findings(_bounded(facts), concerning)

    def _find(self, facts: DeviceFacts, concerning: bool) -> tuple[Finding, ...]:
        return tuple(
            Finding(note.type, note.id, verdict.state, verdict.because, note.source.url, note.published)
            for note, verdict in self.verdicts(facts)
            if verdict.concerns or not concerning
        )

    def verdicts(self, facts: DeviceFacts) -> Iterator[tuple[Advisory, Verdict]]:
        """The notes behind findings(), in the same order."""
        facts = _bounded(facts)
        seller, notes = self._seller(facts.maker, facts.brand)
        for note in notes:
            yield note, self._verdict(note, seller, facts)

    def _find_seller(self, untrusted_maker: str, untrusted_brand: str) -> tuple[Seller, tuple[Advisory, ...]]:
        """The seller, and the notes that its devices may have."""
        seller = self._sellers.seller(untrusted_maker, untrusted_brand)
        found: dict[tuple[str, str], Advisory] = {}
        for maker in (*seller.makers, *seller.namesakes):
            found.update({(note.maker, note.id): note for note in self._shelf.of_maker(maker)})
        for brand in seller.brands:
            found.update({(note.maker, note.id): note for note in self._shelf.naming(brand.id)})
        return seller, tuple(note for _, note in sorted(found.items()))

    def _verdict(self, note: Advisory, seller: Seller, facts: DeviceFacts) -> Verdict:
        model = self._model(facts.model, facts.brand, note.maker)
        firmware = self._read_firmware(facts, note.maker)
        if not self._sellers.names_brand(note, seller):
            return self._untold(note, model, firmware, say.OTHER_BRAND, brand=seller.brand)
        if not facts.maker_is_sure and not seller.brand:
            return self._untold(note, model, firmware, say.UNSURE_MAKER)
        return self._by_model(note, model, firmware, facts)

    def _untold(
        self, note: Advisory, model: ModelText | None, firmware: FirmwareText | None, template: str, **gaps: str
    ) -> Verdict:
        """A device of another brand or perhaps of another maker: the note concerns it where it names the model or fits the firmware."""
        blocks = self._blocks_of(note)
        concerns = bool(self._fitting(note.maker, note.id, model)) or any(
            block.limit.reach(firmware) in (Reach.AFFECTED, Reach.NAMED) for block in blocks
        )
        maker = self._directory.makers[note.maker].short
        return Verdict(_CANNOT, Sentence(template, {"maker": maker, **gaps}), concerns)

    def _read_firmware(self, facts: DeviceFacts, maker: str) -> FirmwareText | None:
        if not facts.firmware.strip():
            return None
        said = self._firmware(facts.firmware, maker)
        if facts.built is None or said.built is not None:
            return said
        return replace(said, built=facts.built, build_text=None)

    def _by_model(
        self, note: Advisory, model: ModelText | None, firmware: FirmwareText | None, facts: DeviceFacts
    ) -> Verdict:
        blocks = self._blocks_of(note)
        fitting = self._fitting(note.maker, note.id, model)
        if fitting:
            revision = revision_key(facts.hardware) or (model.revision if model else "")
            if not revision and firmware is not None:
                revision = revision_in_firmware(firmware.text)
            return _decided(note, [blocks[one] for one in fitting], firmware, model, revision)
        if model is None:
            return Verdict(_CANNOT, Sentence(say.NO_MODEL), concerns=True)
        near = [block for block in blocks if block.patterns.nearly_fit(model)]
        if near:
            shown = ", ".join(tuple(dict.fromkeys(map(readable, near[0].limit.affected.models)))[:_SHOWN_MODELS])
            return Verdict(_CANNOT, Sentence(say.NEAR_MODEL, {"models": shown}), concerns=True)
        # A closed list rules out only what is nowhere near it.
        alike = any(block.patterns.begin_alike(model) for block in blocks if not block.patterns.is_literal)
        if note.models_complete and model.is_proper and not alike:
            return Verdict(_NOT, Sentence(say.OUTSIDE_LIST), concerns=False)
        return Verdict(_CANNOT, Sentence(say.OTHER_MODELS), concerns=False)

    def _read_model(self, untrusted: str, brand: str, maker: str) -> ModelText | None:
        return read_model(untrusted, (*self._sellers.names(maker), brand))

    def _find_fitting(self, maker: str, note_id: str, model: ModelText | None) -> tuple[int, ...]:
        """The places of the blocks whose models fit; a block for all models fits one that is not known."""
        return tuple(
            place
            for place, block in enumerate(self._blocks[maker, note_id])
            if (block.patterns.everything if model is None else block.patterns.fit(model))
            and not (model is not None and block.excepted.fit(model))
        )

    def _blocks_of(self, note: Advisory) -> tuple[_Block, ...]:
        key = note.maker, note.id
        if key not in self._blocks:
            names = self._sellers.names(note.maker)

            def read(text: str) -> FirmwareText:
                return self._firmware(text, note.maker)

            self._blocks[key] = tuple(
                _Block(
                    Patterns(affected.models, names),
                    Patterns(affected.except_models, names),
                    Limit.of(affected, read),
                    frozenset(revision_key(one) for one in affected.hardware),
                )
                for affected in note.affects
            )
        return self._blocks[key]


def _bounded(facts: DeviceFacts) -> DeviceFacts:
    """What is remembered must not be as long as somebody likes."""
    names = ("maker", "brand", "model", "firmware", "hardware")
    return replace(facts, **{name: getattr(facts, name)[:_TEXT_LIMIT] for name in names})


def _decided(
    note: Advisory,
    blocks: Iterable[_Block],
    firmware: FirmwareText | None,
    model: ModelText | None,
    revision: str,
) -> Verdict:
    """What the first block says that can decide; nothing does not apply while another block for the model leaves it open."""
    told = [_of_block(note, block, firmware, revision) for block in _of_revision(blocks, model, revision)]
    first = next((verdict for verdict, _ in told if verdict.state is not _CANNOT), told[0][0])
    if first.state is _NOT and any(reach in _OPEN for _, reach in told):
        return Verdict(_CANNOT, Sentence(say.BLOCKS_APART), concerns=True)
    return first


def _of_revision(blocks: Iterable[_Block], model: ModelText | None, revision: str) -> list[_Block]:
    """Where a record tells hardware apart, a device of a known hardware meets only the blocks that name some."""
    blocks = list(blocks)
    if model is None or not revision:
        return blocks
    named = [block for block in blocks if block.revisions or block.patterns.fit_revision(model)]
    return named or blocks


def _of_block(
    note: Advisory, block: _Block, firmware: FirmwareText | None, revision: str
) -> tuple[Verdict, Reach | None]:
    """What one block says, and what its limit does where that was asked."""
    if block.revisions and revision not in block.revisions:
        template = say.REVISION_OTHER if revision else say.REVISION_UNKNOWN
        shown = ", ".join(block.limit.affected.hardware)
        return Verdict(_CANNOT, Sentence(template, {"revision": shown}), concerns=True), None
    reach = block.limit.reach(firmware)
    if reach is Reach.ALL and note.type is FindingType.SUPPORT:
        return Verdict(_APPLIES, Sentence(say.SUPPORT), concerns=True), reach
    state, template = say.REACHES[reach]
    return Verdict(state, Sentence(template, _gaps(template, block.limit, firmware)), concerns=True), reach


def _gaps(template: str, limit: Limit, firmware: FirmwareText | None) -> Mapping[str, str]:
    values = {
        "firmware": firmware.text if firmware else "",
        "fixed": limit.affected.fixed,
        "since": limit.affected.since,
    }
    return {name: value for name, value in values.items() if f"{{{name}}}" in template}
