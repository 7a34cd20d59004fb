"""What changed between two scans, in words."""

from collections.abc import Mapping

from app.model.change import Change, ChangeKind
from app.model.decision import Choice
from app.model.kept import Event, Happening
from app.model.text import N_
from app.report.choices import CHOICE_NAMES
from app.words import Words

_CHANGES = {
    ChangeKind.CAME: N_("{device} is new."),
    ChangeKind.GONE: N_("{device} did not answer this time."),
    ChangeKind.MOVED: N_("{device} has another address: {after} (before: {before})."),
    ChangeKind.FIRMWARE: N_("{device} has other firmware: {after} (before: {before})."),
    ChangeKind.RENAMED: N_("{device} calls itself “{after}” (before: “{before}”)."),
    ChangeKind.LEARNED: N_("{device}: we know more now: {after}."),
    ChangeKind.NOTES: N_("{device}: published notes that were not there before: {after}."),
}
_EVENTS = {
    Happening.FIRST_SEEN: N_("Seen for the first time."),
    Happening.MOVED: N_("Its address changed from {before} to {after}."),
    Happening.FIRMWARE: N_("Its firmware changed from {before} to {after}."),
    Happening.READ_FIRMWARE: N_("You signed in, and it told its firmware: {after}."),
    Happening.NAMED: N_("You named it “{after}” (before: “{before}”)."),
    Happening.NOTED: N_("You changed your note."),
    Happening.TOLD_FIRMWARE: N_("You told us its firmware: {after}."),
    Happening.DECIDED: N_("You decided: {after}."),
    Happening.REOPENED: N_("Your decision became worth looking at again."),
    Happening.PHOTO_ADDED: N_("You added a photo."),
    Happening.PHOTO_REMOVED: N_("You removed a photo."),
    Happening.GUIDE_STARTED: N_("You began a guide: {after}."),
    Happening.GUIDE_CLOSED: N_("A scan showed that the guide is done: {before}."),
    Happening.ENTERED: N_("You entered it by hand: {after}."),
}
_LONGEST = 160


def change_text(change: Change, titles: Mapping[str, str], words: Words) -> str:
    """One change. titles leads from device ids to what the devices are called."""
    return words.text(_CHANGES[change.kind]).format(
        device=titles.get(change.device_id) or words.text("A device"),
        before=change.before.replace("\n", ", ")[:_LONGEST],
        after=change.after.replace("\n", ", ")[:_LONGEST],
    )


def event_text(event: Event, guides: Mapping[str, str], words: Words) -> str:
    """One line of a device's history. guides leads from ids to titles."""
    before, after = event.before, event.after
    if event.what is Happening.DECIDED:
        after = words.text(CHOICE_NAMES[Choice(after)]) if after in set(Choice) else after
    elif event.what is Happening.GUIDE_STARTED:
        after = guides.get(after, after)
    elif event.what is Happening.GUIDE_CLOSED:
        before = guides.get(before, before)
    elif event.what is Happening.TOLD_FIRMWARE and not after:
        return words.text("You took back the firmware that you had told us.")
    return words.text(_EVENTS[event.what]).format(
        before=before.replace("\n", ", ")[:_LONGEST], after=after.replace("\n", ", ")[:_LONGEST]
    )
