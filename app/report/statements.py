"""What authorities and makers said: full boxes, and one table for what another country says to its own."""

from collections.abc import Sequence

from app.model.policy import PolicySource
from app.report.model import Block, Column, Fact, FactBox, Heading, PolicyText, Statement, Table
from app.report.sources import Sources
from app.report.untrusted_display import shown
from app.words import Words


def statement_blocks(texts: Sequence[PolicyText], words: Words, sources: Sources, *, complete: bool) -> list[Block]:
    """The section, empty without texts. complete names the source of the answer too."""
    if not texts:
        return []
    blocks: list[Block] = [Heading(words.text("What authorities and makers said"))]
    blocks += [_box(text, words, sources, complete=complete) for text in texts if text.in_full]
    if abroad := [text for text in texts if not text.in_full]:
        blocks.append(_table(abroad, words, sources))
    return blocks


def _box(text: PolicyText, words: Words, sources: Sources, *, complete: bool) -> FactBox:
    notes = [number for source in _named_sources(text, complete=complete) for number in _number(source, sources)]
    facts = [Fact(words.text("Addressed to"), shown(text.addressed_to))]
    facts.append(Fact(words.text("Not addressed to"), shown(text.not_addressed_to)))
    facts.append(Fact(words.text("How it stands"), shown(text.stands)))
    source = words.text("{source}, checked on {date}").format(
        source=shown(text.sources[0].title), date=shown(text.checked)
    )
    facts.append(Fact(words.text("Source"), source, notes=tuple(dict.fromkeys(notes))))
    return FactBox(
        words.text("{date} – {instrument}").format(date=shown(text.date), instrument=shown(text.instrument)),
        text.for_you,
        (
            Statement(shown(text.authority), shown(text.says)),
            Statement(
                words.text("What the maker answers"),
                shown(text.answer) or words.text("We found no answer of a maker to this text."),
            ),
        ),
        tuple(facts),
    )


def _named_sources(text: PolicyText, *, complete: bool) -> tuple[PolicySource, ...]:
    """The primary one; complete adds the one in which the maker's answer was read, or the last one."""
    return (text.sources[0], text.answer_source or text.sources[-1]) if complete else text.sources[:1]


def _number(source: PolicySource, sources: Sources) -> tuple[int, ...]:
    return sources.number(f"{source.title}, {source.url}", source.date)


def _table(texts: Sequence[PolicyText], words: Words, sources: Sources) -> Table:
    """One row a text; the footnote of its primary source stands after its date."""

    def row(text: PolicyText) -> tuple[str, ...]:
        when = "".join([shown(text.date), *(f" [{number}]" for number in _number(text.sources[0], sources))])
        answer = shown(text.answer) or words.text("none found")
        answer = words.text("What the maker answers: {answer}").format(answer=answer)
        return (
            f"{shown(text.authority)}\n{when}",
            f"{shown(text.instrument)}. {shown(text.in_short)}\n{answer}",
            " ".join([shown(text.addressed_to), *([text.for_you] if text.for_you else [])]),
        )

    return Table(
        words.text("In other countries"),
        (
            Column(words.text("Who, when"), 11),
            Column(words.text("What was said"), 27),
            Column(words.text("To whom it is addressed"), 11),
        ),
        tuple(row(text) for text in texts),
        may_split=True,
    )
