from dataclasses import replace
from datetime import date

import pytest

from app.knowledge.policy import read_policy
from app.model.certainty import Certainty
from app.model.finding import FindingState, FindingType
from app.model.identity import Identity, Value
from app.model.policy import Audience
from app.places import resources_folder
from app.stages.policy import general_facts, policy_findings, relevant_facts

FACTS = read_policy(resources_folder() / "policy")
TODAY = date(2026, 11, 23)
NAMES = {"hikvision": "Hikvision", "dahua": "Dahua", "lorex": "Lorex", "axis": "Axis"}


def value(key: str, certainty: Certainty = Certainty.LIKELY) -> Value:
    return Value(NAMES[key], certainty, key=key)


def states(identity: Identity) -> dict[str, FindingState]:
    return {finding.id: finding.state for finding in policy_findings(identity, FACTS)}


HIKVISION = Identity(maker=value("hikvision"), brand=value("hikvision"), platform=value("hikvision"))


@pytest.mark.parametrize("certainty", [Certainty.LIKELY, Certainty.CONFIRMED])
def test_a_named_maker_applies(certainty: Certainty) -> None:
    found = states(Identity(maker=value("hikvision", certainty)))
    assert found["ca-2025-06-order"] is FindingState.APPLIES
    assert found["qc-2023-12-public-bodies"] is FindingState.APPLIES


def test_dahua_is_not_in_the_canadian_order() -> None:
    found = states(Identity(maker=value("dahua"), brand=value("dahua")))
    assert not [fact_id for fact_id in found if fact_id.startswith("ca-")]
    assert found["qc-2023-12-public-bodies"] is FindingState.APPLIES


def test_a_text_that_names_no_company_is_said_of_cameras_in_general() -> None:
    assert "uk-2022-11-sensitive-sites" not in states(HIKVISION)
    general = {one.fact.id for one in general_facts(FACTS, Audience.HOME, date(2026, 11, 25))}
    assert "uk-2022-11-sensitive-sites" in general
    assert general.isdisjoint(states(HIKVISION))


def test_another_brand_on_the_box_is_a_relation_not_a_conclusion() -> None:
    identity = replace(HIKVISION, brand=Value("Lorex", Certainty.LIKELY, key="lorex"))
    finding = policy_findings(identity, FACTS)[0]
    assert finding.state is FindingState.CANNOT_TELL
    assert finding.because.parameters == {"maker": "Hikvision", "brand": "Lorex"}


@pytest.mark.parametrize(
    "identity",
    [
        Identity(maker=value("hikvision", Certainty.POSSIBLE)),
        Identity(platform=value("hikvision", Certainty.CONFIRMED)),
        Identity(platform=value("hikvision"), maker=value("axis", Certainty.POSSIBLE)),
        Identity(brand=value("hikvision", Certainty.CONFIRMED)),
    ],
    ids=["weak signs", "platform", "platform, weak signs of another", "brand"],
)
def test_less_than_a_likely_maker_cannot_be_told(identity: Identity) -> None:
    found = states(identity)
    assert found
    assert set(found.values()) == {FindingState.CANNOT_TELL}


@pytest.mark.parametrize(
    "identity",
    [Identity(), Identity(maker=value("axis")), Identity(maker=value("axis"), platform=value("hikvision"))],
    ids=["nothing known", "another maker", "another maker on that platform"],
)
def test_other_makers_have_no_findings(identity: Identity) -> None:
    assert states(identity) == {}


def test_a_finding_carries_type_source_and_date() -> None:
    finding = policy_findings(HIKVISION, FACTS)[0]
    assert finding.type is FindingType.POLICY
    assert finding.source.startswith("https://decisions.fct-cf.gc.ca/")
    assert finding.date == "2025-06-27"
    assert finding.because.template.format(**finding.because.parameters)


@pytest.mark.parametrize(
    ("fact_id", "audience", "bound"),
    [
        ("ca-2025-06-order", Audience.HOME, False),
        ("ca-2025-06-order", None, False),
        ("ca-2025-06-federal-use", Audience.FEDERAL, True),
        ("ca-2025-06-federal-use", Audience.BUSINESS, False),
        ("ca-2025-06-federal-use", Audience.SUPPLIER, None),
        ("ca-2025-06-federal-use", None, None),
        ("qc-2023-12-public-bodies", Audience.QUEBEC_PUBLIC, True),
        ("qc-2023-12-public-bodies", Audience.OTHER_PUBLIC, False),
        ("us-2018-section-889", Audience.SUPPLIER, None),
        ("us-2018-section-889", Audience.HOME, False),
        ("au-2023-02-federal-sites", Audience.OTHER_COUNTRY, None),
    ],
)
def test_whom_a_fact_binds(fact_id: str, audience: Audience | None, bound: bool | None) -> None:
    found = {each.fact.id: each for each in relevant_facts(HIKVISION, FACTS, audience, TODAY)}
    assert found[fact_id].applies_to_you is bound


def test_no_fact_binds_a_home_or_a_business() -> None:
    for audience in (Audience.HOME, Audience.BUSINESS):
        assert {each.applies_to_you for each in relevant_facts(HIKVISION, FACTS, audience, TODAY)} == {False}


def test_facts_expire_after_their_last_day() -> None:
    last = FACTS[0].expires
    assert not relevant_facts(HIKVISION, FACTS, None, last)[0].expired
    assert relevant_facts(HIKVISION, FACTS, None, last.replace(day=last.day + 1))[0].expired


def test_facts_and_findings_are_the_same_list() -> None:
    facts = relevant_facts(HIKVISION, FACTS, Audience.HOME, TODAY)
    findings = policy_findings(HIKVISION, FACTS)
    assert [(each.fact.id, each.state) for each in facts] == [(each.id, each.state) for each in findings]
