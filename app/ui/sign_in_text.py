"""What the box for signing in says: what will be read, what was read, and why not."""

import datetime as dt
from collections.abc import Mapping

from app.model.device import Device
from app.model.problem import AppError
from app.model.sighting import Protocol, Sighting
from app.model.sign_in import Acceptance, Part, SignedIn
from app.model.text import N_
from app.words import Words

#: A clock that is no more seconds off than this is right.
_RIGHT_SECONDS = 60
_PARTS = {
    Part.CLOCK: N_("date and time"),
    Part.INFORMATION: N_("model and firmware"),
    Part.HOSTNAME: N_("name on the network"),
    Part.SCOPES: N_("how it announces itself"),
    Part.PROTOCOLS: N_("network services"),
    Part.USERS: N_("number of users"),
}
_VALUES = (
    ("manufacturer", N_("Maker, as it says")),
    ("model", N_("Model")),
    ("firmware", N_("Firmware")),
    ("serial", N_("Serial number")),
    ("hardware_id", N_("Hardware number")),
    ("hostname", N_("Name on the network")),
)


def before_lines(words: Words) -> list[str]:
    """What a person knows before the press."""
    return [
        words.text(
            "What is read: maker, model, firmware, serial and hardware number, its name on the network, date and time,"
            " which network services are on, and how many users it has. Nothing on the device is changed."
        ),
        words.text("Exactly one try is made. If the device refuses it, we stop and say why, as far as it tells."),
        words.text(
            "Some devices lock themselves for half an hour or longer after a few wrong passwords, for everybody."
            " Press only when you are sure of the password."
        ),
        words.text(
            "The name and password go to this one device only, and never in a form that others on the network can read."
            " They stay in memory until you leave this page."
        ),
    ]


def keychain_line(words: Words, *, available: bool | None) -> str:
    """What to know of the keychain; None: not looked for yet."""
    if available is None:
        return words.text("Looking for this computer’s keychain…")
    if available:
        return words.text(
            "Without this, name and password are forgotten. With it, this computer’s keychain keeps them once the device has accepted them."
        )
    return words.text(
        "This computer offers no keychain that we can use, so the password stays in memory only. It is never written to a file."
    )


def signed_in_sighting(device: Device) -> Sighting | None:
    """The answer that the device gave after a sign-in, this one or an earlier one."""
    found = [one for one in device.sightings if one.protocol is Protocol.ONVIF and "signed_in" in one.untrusted_fields]
    return max(found, key=lambda one: one.seen_at, default=None)


def acceptance_line(acceptance: Acceptance, read_at: dt.datetime, words: Words) -> str:
    """When it was read and what became of the name and password."""
    when = words.moment(read_at.astimezone())
    match acceptance:
        case Acceptance.ACCEPTED:
            return words.text(
                "Read on {when}, after you signed in. The device accepted your name and password."
            ).format(when=when)
        case Acceptance.NOT_ASKED:
            return words.text(
                "Read on {when}. The device told this without asking for a password, so we cannot say whether yours is right."
            ).format(when=when)
        case Acceptance.UNCLEAR:
            return words.text(
                "Read on {when}. The device tells this to anybody. It gave no clear answer to your name and password."
            ).format(when=when)
        case _:
            return words.text(
                "Read on {when}. The device tells this to anybody. It did not accept your name and password for the rest."
            ).format(when=when)


def value_rows(untrusted: Mapping[str, str], words: Words) -> list[tuple[str, str]]:
    """Label and value of all that was read, in the order in which a person wants it."""
    rows = [(words.text(label), untrusted[name]) for name, label in _VALUES if untrusted.get(name)]
    if (ahead := _seconds(untrusted)) is not None:
        rows.append((words.text("Date and time"), clock_text(ahead, words)))
    if protocols := untrusted.get("protocols"):
        rows.append((words.text("Network services"), _protocols_text(protocols, words)))
    if users := untrusted.get("users"):
        rows.append((words.text("Number of users"), users))
    return rows


def clock_text(ahead_seconds: int, words: Words) -> str:
    """How far the device's clock is off: "3 hours behind"."""
    off = abs(ahead_seconds)
    if off <= _RIGHT_SECONDS:
        return words.text("right")
    if off < 3600:
        amount = words.plural("{count} minute", "{count} minutes", round(off / 60))
    elif off < 2 * 86400:
        amount = words.plural("{count} hour", "{count} hours", round(off / 3600))
    elif off < 730 * 86400:
        amount = words.plural("{count} day", "{count} days", round(off / 86400))
    else:
        amount = words.plural("{count} year", "{count} years", round(off / (365.25 * 86400)))
    if ahead_seconds > 0:
        return words.text("{amount} ahead: its recordings may carry a wrong time").format(amount=amount)
    return words.text("{amount} behind: its recordings may carry a wrong time").format(amount=amount)


def not_read_line(result: SignedIn, words: Words) -> str:
    """What the device kept to itself and what it was not asked, "" when nothing."""
    not_asked = {Part.USERS} if result.acceptance is Acceptance.NOT_ASKED and not result.stopped else set()
    parts = words.listing([words.text(_PARTS[part]) for part in result.not_read if part not in not_asked])
    if result.stopped:
        return words.text(
            "Not read: {parts}. We stop at the first answer that is no clear yes, so that one press stays one try."
        ).format(parts=parts)
    lines = [words.text("The device did not tell, or not in time: {parts}.").format(parts=parts)] if parts else []
    if not_asked.intersection(result.not_read):
        lines.append(words.text("The number of users is asked only after a device has accepted a name and password."))
    return " ".join(lines)


def error_lines(error: AppError, words: Words) -> tuple[str, str, str]:
    """What is so, what can be done, and the device's own words or the reason for experts."""
    detail = words.text("For experts: {detail}").format(detail=error.detail) if error.detail else ""
    return words.say(error.sentence), words.say(error.next_step), detail


def _seconds(untrusted: Mapping[str, str]) -> int | None:
    try:
        return int(untrusted.get("clock_ahead", ""))
    except ValueError:
        return None


def _protocols_text(untrusted: str, words: Words) -> str:
    lines = untrusted.splitlines()
    on = ", ".join(line for line in lines if not line.endswith(" off"))
    off = ", ".join(line.removesuffix(" off") for line in lines if line.endswith(" off"))
    parts = [words.text("on: {services}").format(services=on)] if on else []
    parts += [words.text("switched off: {services}").format(services=off)] if off else []
    return " · ".join(parts)
