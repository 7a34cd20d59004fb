"""Group of sightings → identity: who made it, what it is, and how sure each value is."""

from dataclasses import replace
from datetime import date, datetime

from app.knowledge.load import Knowledge
from app.model.certainty import Certainty
from app.model.device import SightingGroup
from app.model.identity import Identity, Value
from app.stages.identify.claim import Attribute, Claim
from app.stages.identify.gather import ClaimBook
from app.stages.identify.kind import decide_kind
from app.stages.identify.matched import ALWAYS_MADE_BY
from app.stages.identify.weigh import weigh

__all__ = ["ClaimBook", "identify"]

_EARLIEST_BUILD_YEAR, _LATEST_BUILD_YEAR = 1998, 2049


def identify(group: SightingGroup, book: ClaimBook) -> Identity:
    """What the sightings say together. The same sightings in any order give the same identity."""
    knowledge = book.knowledge
    claims = book.claims(group.sightings, group.mac)
    verdict = decide_kind(claims)
    brand = weigh(claims, Attribute.BRAND)
    firmware = weigh(claims, Attribute.FIRMWARE)
    maker = _behind(brand, weigh(claims, Attribute.MAKER), knowledge)
    return Identity(
        kind=verdict.kind,
        kind_certainty=verdict.certainty,
        kind_because=verdict.because,
        kind_against=verdict.against,
        is_camera=verdict.is_camera,
        other_thing=verdict.other,
        brand=brand,
        maker=maker,
        platform=weigh(claims, Attribute.PLATFORM),
        model=weigh(claims, Attribute.MODEL),
        firmware=firmware,
        firmware_built=_build_date(claims, firmware, maker.key or brand.key, knowledge),
        hardware=weigh(claims, Attribute.HARDWARE),
        serial=weigh(claims, Attribute.SERIAL),
        stated_name=weigh(claims, Attribute.NAME),
    )


def _behind(brand: Value, maker: Value, knowledge: Knowledge) -> Value:
    """The maker; never confirmed when the device carries a brand that is not known to be always that maker's."""
    if maker.certainty is not Certainty.CONFIRMED or brand.value is None:
        return maker
    known = knowledge.directory.brands.get(brand.key)
    if known is not None and maker.key in known.makers and known.relation in ALWAYS_MADE_BY:
        return maker
    return replace(maker, certainty=Certainty.LIKELY)


def _build_date(claims: list[Claim], firmware: Value, maker: str, knowledge: Knowledge) -> date | None:
    """The day of the build: the one that is stated, else the one in the firmware's text; None when two stated ones differ."""
    if firmware.value is None:
        return None
    days = {day for claim in claims if claim.attribute is Attribute.BUILT and (day := _day(claim.value))}
    if not days:
        return knowledge.firmware.read(firmware.value, maker, datetime.now().astimezone().date()).built
    return days.pop() if len(days) == 1 else None


def _day(text: str) -> date | None:
    """A day from YYYYMMDD, YYYY-MM-DD or YYMMDD."""
    digits = "".join(char for char in text if char in "0123456789")
    if len(digits) == 6:
        digits = f"20{digits}"
    if len(digits) != 8:
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return day if _EARLIEST_BUILD_YEAR <= day.year <= _LATEST_BUILD_YEAR else None
