"""The companies behind a device: what each is to it, and who owns it."""

from app.knowledge.load import load
from app.model.certainty import Certainty
from app.model.identity import Identity, Value
from app.stages.companies import companies
from app.words import Language, words_for

WORDS = words_for(Language.ENGLISH)


def value(key: str, certainty: Certainty = Certainty.LIKELY) -> Value:
    return Value(key, certainty, key=key)


def told(identity: Identity) -> dict[str, str]:
    return {company.name: WORDS.say(company.relation) for company in companies(identity, load())}


def test_brand_and_maker_of_different_companies_are_two() -> None:
    said = told(Identity(brand=value("lorex"), maker=value("dahua")))
    assert list(said) == ["Lorex", "Dahua"]
    assert said["Lorex"].startswith("Lorex is the name under which it is sold.")
    assert said["Dahua"] == "Dahua most likely made this device."


def test_the_owners_of_a_company_stand_with_the_newest_first_and_every_one_has_a_source() -> None:
    lorex, _ = companies(Identity(brand=value("lorex"), maker=value("dahua")), load())
    assert [owner.since for owner in lorex.owners] == ["2022-11-24", "2018-02-06", "2012"]
    assert [owner.is_past for owner in lorex.owners] == [False, True, True]
    assert all(source.url.startswith("http") and source.date for owner in lorex.owners for source in owner.sources)


def test_a_maker_under_its_own_name_is_told_once() -> None:
    said = told(Identity(brand=value("hikvision"), maker=value("hikvision")))
    assert said == {"Hikvision": "Hikvision makes devices and sells them under its own name."}


def test_sold_but_made_by_another_is_said_only_with_a_second_sign() -> None:
    seen = told(Identity(brand=value("lts"), maker=value("hikvision")))
    assert seen["LTS"] == "Some LTS products were made by Hikvision. This device shows signs of Hikvision too."
    for maker in (Value(), value("hikvision", Certainty.POSSIBLE), value("uniview")):
        assert "Hikvision" not in told(Identity(brand=value("lts"), maker=maker))["LTS"]


def test_a_name_without_a_company_in_our_list_makes_no_claim_about_owners() -> None:
    directory = load().directory
    only = next(b for b in directory.brands.values() if b.relation == "name_only" and b.id not in directory.makers)
    (company,) = companies(Identity(brand=value(only.id)), load())
    assert company.owners == ()
    assert company.country == ""


def test_software_alone_does_not_name_a_builder() -> None:
    said = told(Identity(platform=value("hikvision")))
    assert said == {"Hikvision": "The software inside comes from Hikvision. Who built the device itself is not known."}


def test_an_unknown_device_leads_to_no_company() -> None:
    assert companies(Identity(brand=Value("Acme", Certainty.LIKELY, key="acme")), load()) == ()
