"""The companies behind a device in words: for the window and for paper alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.model.company import Company, Ownership
from app.model.policy import PolicySource
from app.model.text import N_
from app.report.first_page import day_text
from app.report.model import Block, Fact, FactTable, Heading
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.words import Words

_TODAY, _EARLIER = N_("Owner: {owner}"), N_("Earlier owner: {owner}")


@dataclass(frozen=True, slots=True)
class CompanyText:
    """A company with all that is said of it, and where that was read."""

    name: str
    relation: str
    lines: tuple[str, ...]
    sources: tuple[PolicySource, ...]


def company_text(company: Company, words: Words) -> CompanyText:
    """What the company is to the device, where it is registered, and its owners with the newest first."""
    lines = []
    if company.products is not None:
        lines.append(words.text("Which ones: {products}").format(products=company.products.of(words.language.value)))
    if company.country:
        lines.append(words.text("Registered in: {country}").format(country=words.country(company.country)))
    lines += [_owner(one, words) for one in company.owners]
    sources = dict.fromkeys([*company.sources, *(source for one in company.owners for source in one.sources)])
    return CompanyText(company.name, words.say(company.relation), tuple(lines), tuple(sources))


def company_blocks(companies: Sequence[Company], words: Words, sources: Sources) -> list[Block]:
    """One line a company, with its sources as footnotes; empty where there is none to tell of."""
    if not companies:
        return []
    facts = []
    for told in (company_text(company, words) for company in companies):
        notes = [
            number
            for one in told.sources
            for number in sources.number(", ".join(filter(None, (one.title, one.url))), one.date)
        ]
        facts.append(Fact(shown(told.name), "\n".join([told.relation, *told.lines]), notes=tuple(dict.fromkeys(notes))))
    return [Heading(words.text("The companies behind it")), FactTable(tuple(facts))]


def source_text(source: PolicySource, words: Words) -> str:
    """The title of a source with its date."""
    if not source.date:
        return source.title
    return words.text("{source} ({date})").format(source=source.title, date=day_text(source.date, words))


def _owner(one: Ownership, words: Words) -> str:
    told = words.text(_EARLIER if one.is_past else _TODAY).format(owner=one.owner.of(words.language.value))
    if period := _period(one, words):
        told = words.text("{owner}, {period}").format(owner=told, period=period)
    note = one.note.of(words.language.value) if one.note else ""
    return shown(f"{told}. {note}".strip())


def _period(one: Ownership, words: Words) -> str:
    since, until = (day_text(day, words) for day in (one.since, one.until))
    if since and until:
        return words.text("{since} to {until}").format(since=since, until=until)
    if since:
        return words.text("since {since}").format(since=since)
    return words.text("until {until}").format(until=until) if until else ""
