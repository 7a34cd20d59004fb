"""Signing in to one device to read more: what the person gave, what came back, and what can go wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.model.device import Device
from app.model.problem import AppError
from app.model.sighting import Protocol
from app.model.text import N_


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user name and a password that the owner typed for one device. Held in memory only; the password is in no text form."""

    user: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SignInRequest:
    """One press of the button: one device, one try."""

    device: Device
    credentials: Credentials


class Part(StrEnum):
    """What is read, in the order in which it is asked for."""

    CLOCK = "clock"
    INFORMATION = "information"
    HOSTNAME = "hostname"
    SCOPES = "scopes"
    PROTOCOLS = "protocols"
    USERS = "users"


class Acceptance(StrEnum):
    """What became of the name and password."""

    ACCEPTED = "accepted"
    NOT_ASKED = "not-asked"
    REFUSED = "refused"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What one press read.

    device knows it all already. untrusted_fields are those of docs/sightings.md; read_at carries its zone.
    clock_seconds is how far the device's clock is ahead of ours, None when it did not say. not_read are parts that it kept to
    itself, that came too late or were not asked any more. stopped: after an answer that was no clear yes no login went out again.
    refusal is set when what is here was open to all: why the login opened no more.
    """

    device: Device
    untrusted_fields: Mapping[str, str]
    read_at: datetime
    acceptance: Acceptance
    clock_seconds: int | None = None
    not_read: tuple[Part, ...] = ()
    refusal: AppError | None = None
    stopped: bool = False


#: The adapter of the practice network: what was seen through it is pretended, and only the practice network is asked again.
PRACTICE_ADAPTER = "practice"


def can_sign_in(device: Device) -> bool:
    """True for a device that answered by the common camera standard (ONVIF)."""
    return any(sighting.protocol is Protocol.ONVIF for sighting in device.sightings)


def is_practice(device: Device) -> bool:
    """True for a device of the practice network."""
    return any(sighting.interface == PRACTICE_ADAPTER for sighting in device.sightings)


class SignInRefusedError(AppError):
    """The device says that the name or the password is wrong, and nothing points to another reason."""

    code = "sign-in-refused"
    template = N_("The device did not accept this name and password. It was one try; we do not try again by ourselves.")
    next_step_template = N_(
        "Check both on the device’s own page or in its app. Many cameras have a separate user for ONVIF:"
        " look there under Settings, Network, ONVIF."
    )


class SignInRefusedClockOffError(SignInRefusedError):
    """As above; the device's clock is wrong too, which the stamp allowed for."""

    code = "sign-in-refused-clock-off"
    template = N_(
        "The device did not accept this name and password. Its clock is wrong too;"
        " we allowed for that, so the name or password is the likelier reason. It was one try."
    )


class SignInClockError(AppError):
    """The device refused because of the time, not because of the password."""

    code = "sign-in-clock"
    template = N_(
        "The device turned the sign-in away because of its clock, so the password may well be right. It was one try."
    )
    next_step_template = N_(
        "Set date, time and time zone on the device’s own page or in its app, then press the button again."
    )


class SignInUndecidedError(AppError):
    """The device refused and told no time: a wrong clock and a wrong password look the same."""

    code = "sign-in-undecided"
    template = N_(
        "The device did not accept the sign-in and did not tell its time:"
        " either the name or password is wrong, or its clock is. It was one try."
    )
    next_step_template = N_("Check the date and time on the device’s own page first, then the name and password.")


class SignInUnclearError(AppError):
    """The device answered the login with neither yes nor no."""

    code = "sign-in-unclear"
    template = N_(
        "The device gave no clear answer to this name and password, so we cannot tell whether they are right."
        " It was one try; we do not try again by ourselves."
    )
    next_step_template = N_(
        "Check both on the device’s own page or in its app before you press again: each press may count as a try there."
    )


class SignInLockedError(AppError):
    """The device has locked the user after wrong passwords, perhaps of somebody else."""

    code = "sign-in-locked"
    template = N_("The device says that signing in is locked for now, as some do after wrong passwords.")
    next_step_template = N_(
        "Wait half an hour without trying, or restart the device. If you did not type a wrong password, somebody else may have."
    )


class SignInPasswordReadableError(AppError):
    """The device only knows a way to sign in that would send the password so that others on the network can read it."""

    code = "sign-in-readable"
    template = N_(
        "This device only takes a password in a form that others on your network could read. We did not send it."
    )
    next_step_template = N_(
        "Read the values on the device’s own page, or look there for “digest” under Network or Security and switch it on."
    )


class SignInNotOfferedError(AppError):
    """The device is there, but does not speak ONVIF any more."""

    code = "sign-in-not-offered"
    template = N_("The device no longer answers by the common camera standard (ONVIF).")
    next_step_template = N_(
        "Scan again. If it stays like this, ONVIF may be switched off: look in the device’s app under Network or Integration."
    )


class SignInSilentError(AppError):
    """No answer in time."""

    code = "sign-in-silent"
    template = N_("The device did not answer in time.")
    next_step_template = N_("Check that it has power and is still on this network. Then try once more.")


class SignInAnswerError(AppError):
    """The answer is too large, packed, cut off, or not what was asked for."""

    code = "sign-in-answer"
    template = N_("The device gave an answer that we do not read: too large, damaged or not what was asked for.")
    next_step_template = N_("Read the values on the device’s own page. What the scan found stays as it was.")


class SignInElsewhereError(AppError):
    """The device answered by pointing to another place, which is not followed."""

    code = "sign-in-elsewhere"
    template = N_(
        "The device answered by pointing to another place. We do not follow, so your password goes nowhere else."
    )
    next_step_template = N_("Read the values on the device’s own page. What the scan found stays as it was.")


class SignInNotHereError(AppError):
    """The device's address is in no network that this computer is on now."""

    code = "sign-in-not-here"
    template = N_("This computer is not on the network of this device right now, so nothing was sent.")
    next_step_template = N_("Connect to the same network as the device, scan again, and try then.")


class SignInOtherDeviceError(AppError):
    """Another device has the address now."""

    code = "sign-in-other-device"
    template = N_("Another device seems to have this address now, so your password was not sent.")
    next_step_template = N_("Scan again and open the device from the new list.")


class KeychainError(AppError):
    """The system's keychain did not do what was asked."""

    code = "keychain"
    template = N_("The password could not be kept in this computer’s keychain. Nothing was written anywhere else.")
    next_step_template = N_("You can sign in all the same: the password then stays in memory until you leave the page.")
