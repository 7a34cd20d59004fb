"""The one door to what the program knows."""

import gc
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path

from app.knowledge.advisories import AdvisoryShelf, read_advisories
from app.knowledge.current import facts_folder, set_aside, signed_day
from app.knowledge.dates import newest_day
from app.knowledge.firmware import FirmwareBook
from app.knowledge.guides import read_guides
from app.knowledge.label import LabelKnowledge, read_labels
from app.knowledge.makers import Brand, Directory, Maker, Platform, read_directory
from app.knowledge.match import RuleBook, RuleMatch
from app.knowledge.owners import read_owners
from app.knowledge.phrases import PhraseBook, read_phrases
from app.knowledge.placeholders import Placeholders, read_placeholders
from app.knowledge.policy import check_makers, read_policy
from app.knowledge.reading import Readings, read_readings
from app.knowledge.registrants import Registrant, RegistrantTable
from app.knowledge.rules import read_rule_file
from app.model.company import Ownership
from app.model.guide import Guide
from app.model.policy import PolicyFact
from app.model.problem import KnowledgeError
from app.places import resources_folder

_PLACEHOLDERS = "placeholders"
#: What a label prints is read as what a device states.
_ALSO = {"label.model": "onvif.model", "label.firmware": "onvif.firmware"}


class Knowledge:
    """Rules, makers, brands, platforms, MAC blocks, placeholders and published texts, each read when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        """Reads resources/rules and resources/makers; resources/oui waits for the first MAC. Raises KnowledgeError."""
        self._folder = folder
        self.directory: Directory = read_directory(folder / "makers")
        self.placeholders: Placeholders = read_placeholders(folder / "rules" / f"{_PLACEHOLDERS}.toml")
        paths = sorted(path for path in (folder / "rules").glob("*.toml") if path.stem != _PLACEHOLDERS)
        if not paths:
            raise KnowledgeError("rules: no rule file is there")
        self.rule_book = RuleBook(read_rule_file(path, self.directory) for path in paths)

    def prepare(self) -> None:
        """Read now what else a scan needs for its first device. Raises KnowledgeError. Safe from any thread."""
        _ = self.phrases, self.policy, self.firmware, self.advisories, self.registrants

    def prepare_pages(self) -> None:
        """Read now what the page of a device needs: all published notes, guides, owners. Likewise."""
        _ = self.advisories.notes, self.guides, self.owners, self.readings

    def match(self, protocol: str, field: str, untrusted_text: str) -> tuple[RuleMatch, ...]:
        """The first rule of each rule file that reads this field and fits; for a field with several lines, for each line."""
        return self.rule_book.match(_ALSO.get(name := f"{protocol}.{field}", name), untrusted_text)

    def maker(self, maker_id: str) -> Maker:
        """Raises KeyError for an id that is not in the list."""
        return self.directory.makers[maker_id]

    def brand(self, brand_id: str) -> Brand:
        """Raises KeyError for an id that is not in the list."""
        return self.directory.brands[brand_id]

    def platform(self, platform_id: str) -> Platform:
        """Raises KeyError for an id that is not in the list."""
        return self.directory.platforms[platform_id]

    def brand_named(self, untrusted_text: str) -> Brand | None:
        """The brand that a stated name means, however it is spelt; None for placeholders and unknown names."""
        return None if self.is_placeholder(untrusted_text) else self.directory.brand_named(untrusted_text)

    def registrant(self, mac: str) -> Registrant | None:
        """Who registered the address block; None when nobody did, or the address is randomised. Raises KnowledgeError."""
        return self.registrants.find(mac)

    def is_placeholder(self, untrusted_text: str) -> bool:
        """Whether the text stands where a name should be without being one; an empty text does too."""
        return untrusted_text in self.placeholders

    @cached_property
    def date(self) -> str:
        """The newest day on which any part was checked, of a pack the day that it was signed with. Raises KnowledgeError."""
        return signed_day(self._folder) or newest_day(self._folder)

    @cached_property
    def phrases(self) -> PhraseBook:
        """The words of free text. Raises KnowledgeError."""
        return read_phrases(self._folder / "words", self.directory)

    @cached_property
    def policy(self) -> tuple[PolicyFact, ...]:
        """What authorities said about makers. Raises KnowledgeError."""
        facts = read_policy(self._folder / "policy")
        check_makers(facts, self.directory.makers.__contains__)
        return facts

    @cached_property
    def firmware(self) -> FirmwareBook:
        """How makers write their firmware. Raises KnowledgeError."""
        return FirmwareBook(self._folder / "firmware", self.directory)

    @cached_property
    def labels(self) -> LabelKnowledge:
        """What is known of stickers. Raises KnowledgeError."""
        return read_labels(self._folder / "label")

    @cached_property
    def owners(self) -> Mapping[str, tuple[Ownership, ...]]:
        """Who owns the makers, by maker id, the newest first. Raises KnowledgeError."""
        return read_owners(self._folder / "companies" / "owners.toml", self.directory.makers.__contains__)

    @cached_property
    def advisories(self) -> AdvisoryShelf:
        """The published notes on devices. Raises KnowledgeError."""
        return read_advisories(
            self._folder / "advisories", self.directory.makers.__contains__, self.directory.brands.__contains__
        )

    @cached_property
    def guides(self) -> Mapping[str, Guide]:
        """Step lists by id. Raises KnowledgeError."""
        return read_guides(self._folder / "guides", self.directory.makers.__contains__)

    @cached_property
    def readings(self) -> Readings:
        """Where an owner finds the firmware version. Raises KnowledgeError."""
        return read_readings(self._folder / "reading" / "firmware.toml", self.directory.makers.__contains__)

    @cached_property
    def registrants(self) -> RegistrantTable:
        """The table of MAC blocks. Raises KnowledgeError."""
        return RegistrantTable(self._folder / "oui" / "registry.txt.gz")


@lru_cache(maxsize=1)
def load() -> Knowledge:
    """The facts that count on this computer. Raises KnowledgeError when those that came with the program are damaged too."""
    while (folder := facts_folder()) != resources_folder():
        try:
            knowledge = Knowledge(folder)
            break
        except KnowledgeError:
            set_aside(folder)
    else:
        knowledge = Knowledge(folder)
    # Sixty thousand objects that stay to the end: without this each full collection walks through them and holds up the window.
    gc.freeze()
    return knowledge
