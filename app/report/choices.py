"""The five ways in words, one by one and with what each means."""

from app.model.decision import Choice
from app.model.text import N_

CHOICE_NAMES = {
    Choice.KEEP: N_("Keep it"),
    Choice.REDUCE: N_("Keep it and reduce the risk"),
    Choice.REPLACE: N_("Replace it"),
    Choice.ASK: N_("Ask someone"),
    Choice.LATER: N_("Decide later"),
}
CHOICE_MEANINGS = {
    Choice.KEEP: N_("You leave it as it is. You look again when something changes."),
    Choice.REDUCE: N_("You update it, give it its own password and keep it off the internet. It stays on the wall."),
    Choice.REPLACE: N_("You put another device in its place. Cable, power and recorder decide what fits."),
    Choice.ASK: N_("You show the printed page to your installer, insurer, board or landlord and hear what they say."),
    Choice.LATER: N_("You do nothing now and pick a day to come back to it."),
}
#: Pictures of app/ui and paper, by their names in resources/icons.
CHOICE_ICONS = {
    Choice.KEEP: "keep",
    Choice.REDUCE: "reduce",
    Choice.REPLACE: "replace",
    Choice.ASK: "ask",
    Choice.LATER: "later",
}
