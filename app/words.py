"""Every text a person reads, in one language: gettext catalogues for sentences, CLDR (Babel) for dates and numbers."""

import datetime as dt
import gettext
from enum import StrEnum
from functools import lru_cache

from app.model.text import Sentence
from app.places import resources_folder

_DOMAIN = "camera-check"


class Language(StrEnum):
    """The languages that the program speaks."""

    ENGLISH = "en"
    FRENCH = "fr"


_CLDR_LOCALE = {Language.ENGLISH: "en_CA", Language.FRENCH: "fr_CA"}


class Words:
    """One language. text() and plural() take the English text, which is its own key."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._locale = _CLDR_LOCALE[language]
        self._catalogue: gettext.NullTranslations
        if language is Language.ENGLISH:
            self._catalogue = gettext.NullTranslations()
        else:
            self._catalogue = gettext.translation(_DOMAIN, resources_folder() / "locale", [language.value])

    def prepare(self) -> None:
        """Load what numbers and dates need, a tenth of a second, before they are first wanted. Safe from any thread."""
        self.number(1)
        self.listing([self.date(dt.date(2025, 6, 27)), self.moment(dt.datetime(2025, 6, 27, 12, tzinfo=dt.UTC))])

    def text(self, english: str) -> str:
        """The text in this language."""
        return self._catalogue.gettext(english)

    def plural(self, english_one: str, english_many: str, count: int) -> str:
        """The form that the count asks for, with {count} filled in."""
        return self._catalogue.ngettext(english_one, english_many, count).format(count=self.number(count))

    def say(self, sentence: Sentence) -> str:
        """The sentence in this language with its gaps filled. Device text inside is not escaped."""
        template = self.text(sentence.template)
        if not sentence.parameters:
            return template
        filled = {
            name: self.say(part) if isinstance(part, Sentence) else part for name, part in sentence.parameters.items()
        }
        return template.format(**filled)

    def date(self, day: dt.date) -> str:
        """27 June 2025 · 27 juin 2025."""
        pattern = "d MMMM y"
        if self.language is Language.FRENCH and day.day == 1:
            pattern = "d'er' MMMM y"
        return _date_text(day, pattern, self._locale)

    def month(self, day: dt.date) -> str:
        """June 2025 · juin 2025."""
        return _date_text(day, "MMMM y", self._locale)

    def built(self, day: dt.date | None, today: dt.date) -> str:
        """Built in March 2017, 9 years ago; "" when the day is not known or lies ahead."""
        if day is None or day > today:
            return ""
        years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        month = self.month(day)
        if years < 1:
            return self.text("built in {month}, less than a year ago").format(month=month)
        ago = self.plural("{count} year ago", "{count} years ago", years)
        return self.text("built in {month}, {ago}").format(month=month, ago=ago)

    def version(self, number: str | None) -> str:
        """Version 5.4.0, in small letters; "" when it is not known. Device text inside is not escaped."""
        return self.text("version {number}").format(number=number) if number else ""

    def moment(self, when: dt.datetime) -> str:
        """Date and time of day with the zone's name, as a person writes it."""
        from babel.dates import format_datetime, format_time  # noqa: PLC0415 - the window opens without dates and numbers

        clock = format_time(
            when, "H'\u00a0h\u00a0'mm" if self.language is Language.FRENCH else "h:mm a", locale=self._locale
        )
        zone = format_datetime(when, "z", locale=self._locale)
        return f"{self.date(when.date())}, {clock} ({zone})"

    def number(self, value: float) -> str:
        """1,234.5 · 1 234,5."""
        return _number_text(value, self._locale)

    def country(self, code: str) -> str:
        """China · Chine, of an ISO 3166 code; several are joined by "/". The code itself when it is not known."""
        from babel import Locale  # noqa: PLC0415 - likewise

        names = Locale.parse(self._locale).territories
        return " / ".join(names.get(one, one) for one in code.split("/"))

    def listing(self, items: list[str]) -> str:
        """One, two and three · un, deux et trois."""
        from babel.lists import format_list  # noqa: PLC0415 - likewise

        return format_list(items, locale=self._locale)


# CLDR takes a third of a millisecond for a number or a date, and one page shows the same few a hundred times.
@lru_cache(maxsize=1024, typed=True)
def _number_text(value: float, locale: str) -> str:
    from babel.numbers import format_decimal  # noqa: PLC0415 - likewise

    return format_decimal(value, locale=locale)


@lru_cache(maxsize=1024)
def _date_text(day: dt.date, pattern: str, locale: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415 - likewise

    return format_date(day, pattern, locale=locale)


@lru_cache(maxsize=len(Language))
def words_for(language: Language) -> Words:
    """The shared Words of a language."""
    return Words(language)
