"""What the program says of a note and a device: one sentence a reason, with what the owner can do where it cannot be told."""

from collections.abc import Mapping
from types import MappingProxyType

from app.model.finding import FindingState
from app.model.text import N_
from app.stages.advisories.limits import Reach

OTHER_BRAND = N_(
    "The record is about devices of {maker}. This one is sold as {brand}, which the record does not name. "
    "Ask the seller whether it concerns your device."
)
UNSURE_MAKER = N_(
    "The record is about devices of {maker}, and it is not certain that {maker} made this one. "
    "Look for the maker’s name on the label of the device."
)
NO_MODEL = N_(
    "The model of this device is not known. It is printed on the label of the device, and often shown in its app."
)
OTHER_MODELS = N_(
    "The record names other models, and does not say that there are no more. Ask the maker whether it concerns yours."
)
NEAR_MODEL = N_(
    "The record names a model that is spelt almost like this one. Compare it with the label of the device: {models}."
)
OUTSIDE_LIST = N_("The record lists the models that it is about, and this one is not among them.")
REVISION_UNKNOWN = N_(
    "The record is about hardware version {revision} of this model. The version of yours is not known; "
    "look for it beside the model on the label of the device."
)
REVISION_OTHER = N_(
    "The record is about hardware version {revision} of this model, and yours is another one. Ask the maker whether it concerns yours."
)
BLOCKS_APART = N_("Two limits of the record fit this device and say different things. Ask the maker which one counts.")
SUPPORT = N_("The source names this model, whatever its firmware.")

#: What a limit says of a firmware, in words. fixed, since and firmware may be gaps.
REACHES: Mapping[Reach, tuple[FindingState, str]] = MappingProxyType(
    {
        Reach.AFFECTED: (
            FindingState.APPLIES,
            N_("The record calls this firmware affected: {firmware}."),
        ),
        Reach.NAMED: (FindingState.APPLIES, N_("The record names exactly this firmware: {firmware}.")),
        Reach.ALL: (FindingState.APPLIES, N_("The record names this model, whatever its firmware.")),
        Reach.FIXED: (
            FindingState.DOES_NOT_APPLY,
            N_("The record says that firmware from {fixed} on is not affected, and this device has {firmware}."),
        ),
        Reach.OLDER: (
            FindingState.DOES_NOT_APPLY,
            N_("The record says that firmware older than {since} is not affected, and this device has {firmware}."),
        ),
        Reach.NO_FIRMWARE: (
            FindingState.CANNOT_TELL,
            N_(
                "The firmware of this device is not known. Look for its version on the device’s settings page or in its app, and "
                "type it in."
            ),
        ),
        Reach.UNREADABLE: (
            FindingState.CANNOT_TELL,
            N_(
                "We cannot tell one exact version from what the firmware text says: {firmware}. Look for the version on the device’s "
                "settings page or in its app, and type it in."
            ),
        ),
        Reach.NO_VERSION: (
            FindingState.CANNOT_TELL,
            N_(
                "The limit of the record is a version number, and this firmware text gives none. Look for the full version on the "
                "device’s settings page, and type it in."
            ),
        ),
        Reach.NO_DAY: (
            FindingState.CANNOT_TELL,
            N_(
                "The limit of the record is the day on which the firmware was built, and this firmware text does not give it. "
                "Look for the full version with its build on the device’s settings page, and type it in."
            ),
        ),
        Reach.APART: (
            FindingState.CANNOT_TELL,
            N_(
                "The version of this firmware and the day on which it was built point in different directions. Ask the maker or the "
                "seller whether this firmware is affected."
            ),
        ),
        Reach.NOT_COMPARABLE: (
            FindingState.CANNOT_TELL,
            N_(
                "The version of this firmware cannot be put in order with the one that the record gives. Ask the maker or the seller "
                "whether this firmware is affected."
            ),
        ),
        Reach.BETWEEN: (
            FindingState.CANNOT_TELL,
            N_(
                "This firmware lies between the last one that the record calls affected and the first one that it calls fixed. "
                "Ask the maker or the seller whether this firmware is affected."
            ),
        ),
        Reach.NEWER: (
            FindingState.CANNOT_TELL,
            N_(
                "This firmware is newer than those that the record calls affected, but the record names no fixed one. "
                "Ask the maker or the seller whether this firmware is affected."
            ),
        ),
        Reach.BEFORE_FIRST: (
            FindingState.CANNOT_TELL,
            N_(
                "This firmware is older than those that the record names, and the record does not say that older ones are not affected. "
                "Ask the maker or the seller whether this firmware is affected."
            ),
        ),
        Reach.NOT_LISTED: (
            FindingState.CANNOT_TELL,
            N_(
                "The record names only the firmware that was tested, and this device has another one. Ask the maker or the seller "
                "whether this firmware is affected."
            ),
        ),
        Reach.OTHER_TRACK: (
            FindingState.CANNOT_TELL,
            N_(
                "The limit of the record is for another board or line of firmware than that of this device. Ask the maker or the seller "
                "whether this firmware is affected."
            ),
        ),
        Reach.NO_LIMIT: (
            FindingState.CANNOT_TELL,
            N_(
                "The record does not say which firmware is affected, or how to see it on the device. Ask the maker or the seller "
                "whether yours is."
            ),
        ),
    }
)
