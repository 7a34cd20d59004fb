"""What the window remembers, as an ini file in the data folder."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QByteArray, QLocale, QSettings

from app.model.text import N_
from app.places import data_folder
from app.ui.theme import TEXT_SIZES, ThemeChoice
from app.words import Language


class Role(StrEnum):
    """Who the person is: rules bind some and not others."""

    UNSAID = ""
    HOME = "home"
    BUSINESS = "business"
    TENANT = "tenant"
    LANDLORD = "landlord"
    FEDERAL = "federal"
    QUEBEC_PUBLIC = "quebec-public"
    OTHER_PUBLIC = "other-public"
    SUPPLIER = "supplier"


ROLE_NAMES = {
    Role.UNSAID: N_("I would rather not say"),
    Role.HOME: N_("For my home"),
    Role.BUSINESS: N_("For a shop or business"),
    Role.TENANT: N_("In a place that I rent"),
    Role.LANDLORD: N_("As a landlord or condo board"),
    Role.FEDERAL: N_("For a federal body"),
    Role.QUEBEC_PUBLIC: N_("For a Quebec public body"),
    Role.OTHER_PUBLIC: N_("For another public body"),
    Role.SUPPLIER: N_("As a supplier to government"),
}

PROVINCE_NAMES = {
    "": N_("Not said"),
    "AB": N_("Alberta"),
    "BC": N_("British Columbia"),
    "MB": N_("Manitoba"),
    "NB": N_("New Brunswick"),
    "NL": N_("Newfoundland and Labrador"),
    "NS": N_("Nova Scotia"),
    "NT": N_("Northwest Territories"),
    "NU": N_("Nunavut"),
    "ON": N_("Ontario"),
    "PE": N_("Prince Edward Island"),
    "QC": N_("Quebec"),
    "SK": N_("Saskatchewan"),
    "YT": N_("Yukon"),
    "other": N_("Outside Canada"),
}


@dataclass(frozen=True, slots=True)
class Audience:
    """Who reads: decides which facts say "this is not you". province is a two-letter code, "other" or ""."""

    role: Role = Role.UNSAID
    province: str = ""


class Settings:
    """Typed access to the file. A value that is missing or damaged reads as its default."""

    def __init__(self) -> None:
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        self._store = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def language(self) -> Language:
        """The chosen language, else the system's."""
        stored = self._text("language")
        if stored in set(Language):
            return Language(stored)
        return Language.FRENCH if QLocale.system().language() == QLocale.Language.French else Language.ENGLISH

    @language.setter
    def language(self, language: Language) -> None:
        self._store.setValue("language", language.value)

    @property
    def theme(self) -> ThemeChoice:
        """Colours: the system's, light or dark."""
        stored = self._text("theme")
        return ThemeChoice(stored) if stored in set(ThemeChoice) else ThemeChoice.SYSTEM

    @theme.setter
    def theme(self, choice: ThemeChoice) -> None:
        self._store.setValue("theme", choice.value)

    @property
    def text_percent(self) -> int:
        """One of TEXT_SIZES."""
        stored = self._text("text_percent")
        return int(stored) if stored in {str(size) for size in TEXT_SIZES} else 100

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._store.setValue("text_percent", str(percent))

    @property
    def audience(self) -> Audience:
        """Who the person said they are."""
        role, province = self._text("role"), self._text("province")
        return Audience(
            Role(role) if role in set(Role) else Role.UNSAID, province if province in PROVINCE_NAMES else ""
        )

    @audience.setter
    def audience(self, audience: Audience) -> None:
        self._store.setValue("role", audience.role.value)
        self._store.setValue("province", audience.province)

    @property
    def first_run_done(self) -> bool:
        """True once the two questions were answered or skipped."""
        return self._text("first_run_done") == "yes"

    @first_run_done.setter
    def first_run_done(self, done: bool) -> None:
        self._store.setValue("first_run_done", "yes" if done else "no")

    @property
    def thorough(self) -> bool:
        """Listen longer for slow devices."""
        return self._text("thorough") == "yes"

    @thorough.setter
    def thorough(self, thorough: bool) -> None:
        self._store.setValue("thorough", "yes" if thorough else "no")

    @property
    def networks(self) -> tuple[str, ...]:
        """Networks to scan as CIDR texts; empty means the usual ones."""
        return tuple(part for part in self._text("networks").split(" ") if part)

    @networks.setter
    def networks(self, networks: tuple[str, ...]) -> None:
        self._store.setValue("networks", " ".join(networks))

    @property
    def as_table(self) -> bool:
        """True when results are shown as a table."""
        return self._text("as_table") == "yes"

    @as_table.setter
    def as_table(self, as_table: bool) -> None:
        self._store.setValue("as_table", "yes" if as_table else "no")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was; empty at first."""
        stored = self._store.value("geometry")
        return stored if isinstance(stored, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._store.setValue("geometry", geometry)

    def save(self) -> None:
        """Write to the disk now."""
        self._store.sync()

    def _text(self, key: str) -> str:
        stored = self._store.value(key, "")
        return stored if isinstance(stored, str) else ""
