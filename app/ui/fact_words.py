"""What authorities and makers said about a device, as fact boxes in the person's language."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from app.model import policy
from app.model.device import Device
from app.model.finding import FindingState
from app.model.policy import FactFor, PolicyFact
from app.model.text import N_
from app.stages.policy import general_facts, relevant_facts
from app.ui.fact_view import FactView, Statements
from app.ui.settings import Audience, Role
from app.words import Words

_YOU = N_("This is addressed to you.")
_NOT_YOU = N_("This is not addressed to you.")
_SAY_WHO = N_("Say who you are under Settings, and we can tell whether it is addressed to you.")
_PERHAPS_YOU = N_(
    "It is not addressed to you, unless a contract or a place ties you to it: a tenant, a customer or an employer whom it binds."
)
_NO_COMPANY = N_("It names no company.")
_EXPIRED = N_("This was last checked long ago: look for the current status before you rely on it.")
_NO_ANSWER = N_("We found no answer of a maker to this text.")
_NO_ANSWER_OF = N_("We found no answer of {maker} to this text.")
_OUTSIDE_CANADA = "other"
_QUEBEC = "QC"
#: Readers whom the texts of other countries may bind: nothing is said elsewhere for them.
_ABROAD = frozenset({policy.Audience.OTHER_COUNTRY, policy.Audience.SUPPLIER})


def facts_about(device: Device, audience: Audience, words: Words) -> Sequence[FactView]:
    """Each statement that concerns the device, the maker's answer right after it; those of other places come last."""
    near: list[FactView] = []
    far: list[FactView] = []
    general = general_facts(published(), reader_of(audience), _today()) if device.identity.is_camera else ()
    for found in (*_relevant(device, audience), *general):
        elsewhere = is_elsewhere(found.fact, audience) or not found.fact.names_makers
        said_who = reader_of(audience) is not None
        (far if elsewhere else near).extend(
            (
                _authority(found, words, elsewhere=elsewhere, said_who=said_who),
                _maker(found, device, words, elsewhere=elsewhere),
            )
        )
    return [*near, *far]


def statements_about(device: Device, audience: Audience) -> Statements:
    """How many statements of the person's own place name the maker or may concern the device, and whether any is addressed to them."""
    near = [one for one in _relevant(device, audience) if not is_elsewhere(one.fact, audience)]
    said_who = reader_of(audience) is not None
    return Statements(
        named=sum(one.state is FindingState.APPLIES for one in near),
        perhaps=sum(one.state is FindingState.CANNOT_TELL for one in near),
        addressed_to_you=sum(one.applies_to_you is True for one in near),
        addressed_to_others=said_who and bool(near) and all(one.applies_to_you is False for one in near),
    )


def measures_for(device: Device, audience: Audience) -> Sequence[FactFor]:
    """The published texts that concern a device, for this reader. Raises KnowledgeError."""
    return _relevant(device, audience)


def reader_of(audience: Audience) -> policy.Audience | None:
    """Whom facts are told to; None when the person did not say."""
    if audience.role is Role.UNSAID:
        return policy.Audience.OTHER_COUNTRY if audience.province == _OUTSIDE_CANADA else None
    if audience.role is Role.TENANT:
        return policy.Audience.HOME
    return policy.Audience(audience.role.value)


def is_elsewhere(fact: PolicyFact, audience: Audience) -> bool:
    """Whether an authority of another country, or of a province that is not the person's, said it to its own."""
    reader = reader_of(audience)
    if fact.is_foreign:
        return reader not in _ABROAD
    of_quebec = set(fact.binds_audiences) == {policy.Audience.QUEBEC_PUBLIC}
    in_quebec = audience.province in {"", _QUEBEC} or reader is policy.Audience.QUEBEC_PUBLIC
    return of_quebec and not in_quebec


def _relevant(device: Device, audience: Audience) -> Sequence[FactFor]:
    return relevant_facts(device.identity, published(), reader_of(audience), _today())


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the reader's day


@lru_cache(maxsize=1)
def published() -> tuple[PolicyFact, ...]:
    """The statements alone: the rules beside them take a hundred times as long to read. Raises KnowledgeError."""
    from app.knowledge.current import facts_folder  # noqa: PLC0415 - the window opens without it
    from app.knowledge.policy import read_policy  # noqa: PLC0415 - likewise

    return read_policy(facts_folder() / "policy")


def _authority(found: FactFor, words: Words, *, elsewhere: bool, said_who: bool) -> FactView:
    from app.report.first_page import day_text  # noqa: PLC0415 - the window opens without it

    fact, language = found.fact, words.language.value
    depends = _PERHAPS_YOU if said_who else _SAY_WHO
    not_you = {True: words.text(_YOU), False: words.text(_NOT_YOU), None: words.text(depends)}[found.applies_to_you]
    says = [fact.says.of(language), fact.about_owners.of(language), fact.state.of(language)]
    if not fact.names_makers:
        says.insert(1, words.text(_NO_COMPANY))
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
        elsewhere=elsewhere,
    )


def _maker(found: FactFor, device: Device, words: Words, *, elsewhere: bool) -> FactView:
    """The maker's answer, or that there is none, so that each statement has its other side beside it."""
    fact = found.fact
    identity = device.identity
    named = [value for value in (identity.maker, identity.brand, identity.platform) if value.key in fact.makers]
    answer = fact.answer_for(*(value.key for value in named)) if fact.names_makers else fact.maker_answer
    source = (fact.answer_source or fact.sources[-1]) if answer else None
    who = (named[0].value or "") if named else ""
    none_found = words.text(_NO_ANSWER_OF).format(maker=who) if who else words.text(_NO_ANSWER)
    return FactView(
        title=words.text("What the maker answers"),
        who=who,
        when="",
        applies_to="",
        not_you="",
        says=answer.of(words.language.value) if answer else none_found,
        state=found.state,
        source_text=source.title if source else "",
        source_url=source.url if source else "",
        checked=words.date(fact.checked),
        from_maker=True,
        elsewhere=elsewhere,
    )
