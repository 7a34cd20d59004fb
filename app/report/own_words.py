"""What the person keeps of a device in words: where it is, what they read on it, what they decided and whether to look again."""

import datetime as dt

from app.model.decision import Decision
from app.model.text import N_
from app.report.choices import CHOICE_NAMES
from app.report.dossier import DeviceFile
from app.report.model import Block, Column, Fact, Heading, Paragraph, ParagraphStyle, Table
from app.report.untrusted_display import shown
from app.stages.reopen import reopened
from app.words import Words

_DECIDED = N_("Decided on {date}: {choice}.")
_BY = N_("By {who}.")
_REASON = N_("Reason: {reason}")
_REVIEW = N_("To be looked at again on {date}.")
_AGAIN = N_("Worth looking at again: {reasons}")


def own_facts(kept: DeviceFile, words: Words) -> tuple[Fact, ...]:
    """The place and the version that the person read; nothing where they said nothing."""
    facts = [Fact(words.text("Where it is"), shown(kept.own.room), wide=True)]
    if told := kept.told_firmware:
        read = words.text("{version}, read by hand on {date}").format(
            version=shown(told.text), date=words.date(told.day)
        )
        facts.append(Fact(words.text("Firmware, read by hand"), read, wide=True))
    if kept.own.notes:
        lines = [text for line in kept.own.notes.splitlines() if (text := shown(line))]
        facts.append(Fact(words.text("Notes"), "\n".join(lines), wide=True))
    return tuple(fact for fact in facts if fact.value)


def choice_text(kept: DeviceFile, words: Words) -> str:
    """Replace it; "" without a decision."""
    return words.text(CHOICE_NAMES[kept.decision.choice]) if kept.decision else ""


def decision_lines(kept: DeviceFile, words: Words, today: dt.date) -> list[Paragraph]:
    """The decision that stands with reason, who, when and until when; then why it may be worth looking at again."""
    decision = kept.decision
    if decision is None:
        return []
    told = [words.text(_DECIDED).format(date=_day(decision, words), choice=words.text(CHOICE_NAMES[decision.choice]))]
    if who := shown(decision.who):
        told.append(words.text(_BY).format(who=who))
    if reason := shown(decision.reason):
        told.append(words.text(_REASON).format(reason=reason))
    if decision.review:
        told.append(words.text(_REVIEW).format(date=words.date(decision.review)))
    lines = [Paragraph(" ".join(told), ParagraphStyle.NOTE)]
    if reasons := look_again(kept, words, today):
        lines.append(Paragraph(words.text(_AGAIN).format(reasons=reasons), ParagraphStyle.NOTE))
    return lines


def look_again(kept: DeviceFile, words: Words, today: dt.date) -> str:
    """The reasons in sentences, "" while the decision stands."""
    if kept.decision is None or kept.now is None:
        return ""
    days = {kept.decision.review: words.date(kept.decision.review)} if kept.decision.review else {}
    return " ".join(shown(words.say(one)) for one in reopened(kept.decision, kept.now, today, days))


def decision_blocks(kept: DeviceFile, words: Words, today: dt.date) -> list[Block]:
    """The decision and those before it as a table, with what is worth a new look; empty without a decision."""
    if kept.decision is None:
        return []
    columns = (
        Column(words.text("Decided on"), 3),
        Column(words.text("Decision"), 4),
        Column(words.text("Reason"), 7),
        Column(words.text("By"), 3),
        Column(words.text("Look again on"), 3),
    )
    rows = tuple(
        (
            _day(one, words),
            words.text(CHOICE_NAMES[one.choice]),
            shown(one.reason) or "–",
            shown(one.who) or "–",
            words.date(one.review) if one.review else "–",
        )
        for one in (kept.decision, *kept.earlier)
    )
    blocks: list[Block] = [
        Heading(words.text("What was decided")),
        Paragraph(
            words.text("The five ways to choose from: {list}.").format(
                list="; ".join(words.text(name) for name in CHOICE_NAMES.values())
            ),
            ParagraphStyle.NOTE,
        ),
        Table("", columns, rows, may_split=True),
    ]
    if reasons := look_again(kept, words, today):
        blocks.append(Paragraph(words.text(_AGAIN).format(reasons=reasons)))
    return blocks


def _day(decision: Decision, words: Words) -> str:
    return words.date(decision.decided.astimezone().date()) if decision.decided else words.text("day not known")
