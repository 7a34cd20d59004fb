"""What authorities and makers said about a device, as fact boxes in the person's language."""

from collections.abc import Sequence
from datetime import date

from app.knowledge.load import load
from app.model import policy
from app.model.device import Device
from app.model.policy import FactFor
from app.model.text import N_
from app.report.first_page import day_text
from app.stages.policy import relevant_facts
from app.ui.fact_view import FactView
from app.ui.settings import Audience, Role
from app.words import Words

_NOT_YOU = N_("This is not addressed to you.")
_PERHAPS_YOU = N_("Whether it is addressed to you depends on who you are and where the device hangs.")
_EXPIRED = N_("This was last checked long ago: look for the current status before you rely on it.")
_OUTSIDE_CANADA = "other"


def facts_about(device: Device, audience: Audience, words: Words) -> Sequence[FactView]:
    """Each fact that concerns the device, the maker's answer right after the authority's statement."""
    reader = reader_of(audience)
    views: list[FactView] = []
    for found in relevant_facts(device.identity, load().policy, reader, date.today()):  # noqa: DTZ011 - the reader's day
        views.append(_authority(found, words))
        if found.fact.maker_answer is not None:
            views.append(_maker(found, device, words))
    return views


def reader_of(audience: Audience) -> policy.Audience | None:
    """Whom facts are told to; None when the person did not say."""
    if audience.role is Role.UNSAID:
        return policy.Audience.OTHER_COUNTRY if audience.province == _OUTSIDE_CANADA else None
    return policy.Audience(audience.role.value)


def _authority(found: FactFor, words: Words) -> FactView:
    fact, language = found.fact, words.language.value
    not_you = {True: "", False: words.text(_NOT_YOU), None: words.text(_PERHAPS_YOU)}[found.applies_to_you]
    says = [fact.says.of(language), fact.about_owners.of(language), fact.state.of(language)]
    if found.expired:
        says.append(words.text(_EXPIRED))
    return FactView(
        title=fact.instrument.of(language),
        who=fact.authority.of(language),
        when=day_text(fact.date, words),
        applies_to=words.text("{binds} It is not addressed to: {others}").format(
            binds=fact.binds.of(language), others=fact.does_not_bind.of(language)
        ),
        not_you=not_you,
        says=" ".join(says),
        state=found.state,
        source_text=fact.sources[0].title,
        source_url=fact.sources[0].url,
        checked=words.date(fact.checked),
    )


def _maker(found: FactFor, device: Device, words: Words) -> FactView:
    fact = found.fact
    answer = fact.maker_answer
    source = fact.sources[-1]
    return FactView(
        title=words.text("What the maker answers"),
        who=device.identity.maker.value or device.identity.platform.value or "",
        when="",
        applies_to="",
        not_you="",
        says=answer.of(words.language.value) if answer else "",
        state=found.state,
        source_text=source.title,
        source_url=source.url,
        checked=words.date(fact.checked),
        from_maker=True,
    )
