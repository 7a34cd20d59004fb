"""What "Which one is it?" says: pure functions from the watch to words. Titles in the result may hold device text."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.model.text import N_
from app.model.watch import Answer, DeviceState, Verdict, Watched, WatchNews
from app.words import Words

#: Seconds without a silence after which it is said what may be the reason.
LONG_WAIT_SECONDS = 45.0
_MINUTE = 60
#: More names than this are counted instead.
_NAMES_LIMIT = 6

STEPS = (
    (
        N_("Wait until it says “Ready”"),
        N_("First we listen for who answers. That takes about ten seconds."),
    ),
    (
        N_("Unplug one camera, or restart it"),
        N_("Leave it off until its name stands here: about ten seconds."),
    ),
    (
        N_("Give it a name"),
        N_("Choose one that you will know again, such as “Back door”. Then plug it back in."),
    ),
)
COVERED = N_(
    "Covering the lens does not show here: a covered camera answers as before. Only losing power or the network shows."
)
PRACTICE = N_(
    "Practice: there is nothing to unplug. A few seconds after “Ready”, one of the pretend cameras goes quiet by itself."
)

_STATES = {
    DeviceState.WAITING: N_("waiting for its answer"),
    DeviceState.ANSWERS: N_("answers"),
    DeviceState.BACK: N_("was quiet, answers again"),
    DeviceState.UNSTEADY: N_("answers only now and then, so it cannot be watched"),
    DeviceState.NO_ANSWER: N_("does not answer, so it cannot be watched"),
    DeviceState.ELSEWHERE: N_("is not on this computer’s network now"),
    DeviceState.REPLACED: N_("another device has its address now: scan again"),
    DeviceState.LEFT_OUT: N_("is not watched: there are too many devices"),
}
STATE_ICONS = {
    DeviceState.WAITING: "later",
    DeviceState.ANSWERS: "check",
    DeviceState.QUIET: "unplug",
    DeviceState.BACK: "check",
}
#: The picture of every other state.
UNSEEN_ICON = "not-seen"
CANNOT_BE_WATCHED = frozenset(
    {
        DeviceState.UNSTEADY,
        DeviceState.NO_ANSWER,
        DeviceState.ELSEWHERE,
        DeviceState.REPLACED,
        DeviceState.LEFT_OUT,
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """The answer in one sentence, and what to do now."""

    sentence: str
    more: str = ""


def told(news: WatchNews, titles: Mapping[str, str], words: Words, *, waited: float = 0.0) -> Told:
    """What the watch says. waited is how long nothing has gone quiet, in seconds."""
    verdict = news.verdict
    match verdict.answer:
        case Answer.NOT_READY:
            return _not_ready(news, words)
        case Answer.NOTHING_TO_WATCH:
            return Told(
                words.text("None of these devices can be watched."),
                words.text(
                    "None of them answers now. Check that this computer is on the same network as for the scan, then scan again."
                ),
            )
        case Answer.NOTHING:
            return Told(words.text("Ready. Nothing went quiet yet."), _what_now(waited, words))
        case Answer.SETTLING:
            return Told(words.text("Something went quiet. One moment, to see whether it is only one…"))
        case Answer.EVERYTHING | Answer.NO_NETWORK:
            return _network(verdict, words)
        case _:
            return _named(verdict, news, titles, words)


def state_text(watched: Watched, words: Words) -> str:
    """Answers, quiet for 6 s, was quiet and answers again."""
    if watched.state is DeviceState.QUIET:
        return words.text("quiet for {time}").format(time=_time(watched.seconds, words))
    text = words.text(_STATES[watched.state])
    if watched.roughly and watched.state in {DeviceState.ANSWERS, DeviceState.BACK}:
        return words.text("{state} (a change may show only after a minute)").format(state=text)
    return text


def _not_ready(news: WatchNews, words: Words) -> Told:
    able = [one for one in news.devices if one.state not in CANNOT_BE_WATCHED]
    answer = sum(one.state is DeviceState.ANSWERS for one in able)
    return Told(
        words.text("Please wait: {count} of {all} answer so far.").format(
            count=words.number(answer), all=words.number(len(able))
        ),
        words.text("Do not unplug anything yet."),
    )


def _what_now(waited: float, words: Words) -> str:
    if waited < LONG_WAIT_SECONDS:
        return words.text("Now unplug the camera and leave it off.")
    return words.text(
        "Is the camera off already? Then it cannot be watched, or the scan did not find it: "
        "it may be wired straight into a recorder, on another network, or run on a battery and sleep most of the time."
    )


def _network(verdict: Verdict, words: Words) -> Told:
    if verdict.answer is Answer.NO_NETWORK:
        return Told(
            words.text("This computer is not connected to the network any more."),
            words.text("Connect it again. When the devices answer, start over."),
        )
    if verdict.back:
        return Told(
            words.text("Nearly everything went quiet at once, and answers again."),
            words.text("That was most likely the network, not one camera. Start over and unplug only one."),
        )
    return Told(
        words.text("Nearly everything went quiet at once."),
        words.text(
            "That is more likely the network than one camera: the router restarts, or this computer lost its connection. "
            "Wait until the devices answer again, then start over."
        ),
    )


def _named(verdict: Verdict, news: WatchNews, titles: Mapping[str, str], words: Words) -> Told:
    last = _names(verdict.last, titles, words)
    one = len(verdict.last) == 1
    if verdict.answer is Answer.CAME:
        template = (
            words.text("{cameras} answers now. It did not at first.")
            if one
            else words.text("{cameras} answer now. They did not at first.")
        )
        return Told(template.format(cameras=last), words.text("Did you just plug it in? Then this is it."))
    if verdict.answer is Answer.AFTER_OTHERS:
        earlier = _names(verdict.earlier, titles, words)
        return Told(
            words.text("Last to go quiet: {last}. Before that: {earlier}.").format(last=last, earlier=earlier),
            words.text("Did you unplug only one? Then start over once all answer, to be sure."),
        )
    if not one:
        template = (
            words.text("{cameras} went quiet at about the same time, and answer again.")
            if verdict.back
            else words.text("{cameras} went quiet at about the same time.")
        )
        return Told(
            template.format(cameras=last),
            words.text(
                "They may hang on one plug, switch or Wi-Fi point. To tell them apart, start over once all answer and unplug only one."
            ),
        )
    template = (
        words.text("{camera} went quiet, and answers again.") if verdict.back else words.text("{camera} went quiet.")
    )
    return Told(template.format(camera=last), _advice(verdict, news, words))


def _advice(verdict: Verdict, news: WatchNews, words: Words) -> str:
    if verdict.alone:
        return words.text(
            "It is the only one that can be watched here, so it may also be your network. Try it once more to be sure."
        )
    if verdict.brief:
        return words.text(
            "It was quiet for a short time only, as Wi-Fi cameras sometimes are. To be sure, start over and leave it off for longer."
        )
    if any(one.roughly for one in news.devices if one.device_id in verdict.last):
        return words.text(
            "This one shows late: it went quiet up to a minute ago. Did you unplug one then? Then give it a name."
        )
    return words.text("Is this the one that you unplugged? Then give it a name.")


def _names(ids: tuple[str, ...], titles: Mapping[str, str], words: Words) -> str:
    names = [titles.get(one, words.text("a device")) for one in ids[:_NAMES_LIMIT]]
    if len(ids) > _NAMES_LIMIT:
        names.append(words.plural("{count} more", "{count} more", len(ids) - _NAMES_LIMIT))
    return words.listing(names)


def _time(seconds: float, words: Words) -> str:
    if seconds < 2 * _MINUTE:
        return words.text("{seconds} s").format(seconds=words.number(int(seconds)))
    return words.text("{minutes} min").format(minutes=words.number(int(seconds) // _MINUTE))
