"""Why we think so, in as few lines as tell it: what was read once is told once, whatever it speaks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.model.certainty import Certainty
from app.model.device import Device
from app.model.identity import Evidence, Identity
from app.model.text import N_, Sentence
from app.words import Words

#: Reasons that are told at first; the others are one button away.
MAIN = 5
_VALUES = (
    ("kind", N_("What it is")),
    ("maker", N_("Most likely made by")),
    ("brand", N_("Sold as")),
    ("model", N_("Model")),
    ("firmware", N_("Firmware")),
    ("platform", N_("Firmware platform")),
    ("serial", N_("Serial number")),
    ("hardware", N_("Hardware")),
)
_LABELS = dict(_VALUES)
#: Each of these has its strongest reason among the first ones.
_FIRST = ("kind", "maker", "brand", "model", "firmware")


@dataclass(frozen=True, slots=True)
class Reason:
    """One line. strength tells for each value how strongly it speaks; sources are those of all evidence in it.

    untrusted_text may hold device text.
    """

    untrusted_text: str
    protocol: str
    strength: dict[str, Certainty]
    conclusions: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def certainty(self) -> Certainty:
        """Its strongest point."""
        return max(self.strength.values())

    def about(self, words: Words) -> str:
        """What it tells of: "What it is · Model"."""
        return " · ".join(words.text(label) for value, label in _VALUES if value in self.strength)


def reasons_for(device: Device, words: Words) -> list[Reason]:
    """All that speaks for what is said of the device, the strongest first."""
    identity = device.identity
    return _reasons(((value, _because(identity, value)) for value in _LABELS), words)


def reasons_against(device: Device, words: Words) -> list[Reason]:
    """All that speaks against it."""
    identity = device.identity
    return _reasons(((value, _against(identity, value)) for value in _LABELS), words)


def main_reasons(reasons: Sequence[Reason]) -> list[Reason]:
    """The strongest ones: one for each of the first values, then others, rather of an answer that is not among them yet."""
    chosen: list[Reason] = []
    for value in _FIRST:
        candidates = [reason for reason in reasons if value in reason.strength]
        best = max((reason.strength[value] for reason in candidates), default=Certainty.NOT_KNOWN)
        strongest = [reason for reason in candidates if reason.strength[value] is best]
        if strongest and not any(reason in chosen for reason in strongest):
            chosen.append(strongest[0])
    while len(chosen) < min(MAIN, len(reasons)):
        told = {reason.protocol for reason in chosen}
        rest = [reason for reason in reasons if reason not in chosen]
        chosen.append(max(rest, key=lambda reason: (reason.protocol not in told, reason.certainty)))
    return chosen


def _because(identity: Identity, value: str) -> Sequence[Evidence]:
    return identity.kind_because if value == "kind" else getattr(identity, value).because


def _against(identity: Identity, value: str) -> Sequence[Evidence]:
    return identity.kind_against if value == "kind" else getattr(identity, value).against


@dataclass(slots=True)
class _Read:
    protocol: str
    strength: dict[str, Certainty]
    conclusions: dict[str, None]
    sources: dict[str, None]


def _reasons(evidence: Iterable[tuple[str, Sequence[Evidence]]], words: Words) -> list[Reason]:
    read: dict[str, _Read] = {}
    families: set[str] = set()
    for value, ones in evidence:
        for one in ones:
            text, conclusion = _parts(one.sentence, words)
            protocol = one.protocol.value if one.protocol else ""
            if value == "platform":
                families.add(conclusion)
            line = read.setdefault(text, _Read(protocol, {}, {}, {}))
            line.strength[value] = max(one.certainty, line.strength.get(value, one.certainty))
            line.conclusions |= dict.fromkeys([conclusion] if conclusion else ())
            line.sources |= dict.fromkeys([source_of(one)] if one.source else ())
    told: dict[object, _Read] = {}
    texts: dict[object, str] = {}
    for text, line in sorted(read.items(), key=lambda item: -max(item[1].strength.values())):
        # Two things of one answer that point to the same say nearly the same.
        key = (line.protocol, *sorted(line.conclusions), *sorted(line.strength)) if line.conclusions else text
        if key in told:
            told[key].sources |= line.sources
        else:
            told[key], texts[key] = line, text
    return [_reason(texts[key], line, families, words) for key, line in told.items()]


def _reason(text: str, line: _Read, families: set[str], words: Words) -> Reason:
    conclusions = tuple(line.conclusions)
    points = [one for one in conclusions if not one.endswith(".")]
    # What shares the firmware family of a maker is the weaker way to say that it points to the maker.
    points = [one for one in points if one not in families] or points
    if points:
        text = words.text("{reading} That points to {conclusion}.").format(
            reading=text, conclusion=words.listing(points)
        )
    text = " ".join([text, *(one for one in conclusions if one.endswith("."))])
    return Reason(text, line.protocol, line.strength, conclusions, tuple(line.sources))


def _parts(sentence: Sentence, words: Words) -> tuple[str, str]:
    """What was read, and what that points to, "" where the sentence does not tell them apart."""
    reading, conclusion = sentence.parameters.get("reading"), sentence.parameters.get("conclusion")
    if reading is None or conclusion is None:
        return words.say(sentence), ""
    return _said(reading, words), _said(conclusion, words)


def _said(part: str | Sentence, words: Words) -> str:
    return words.say(part) if isinstance(part, Sentence) else part


def source_of(evidence: Evidence) -> str:
    """Its source with the date of that."""
    return f"{evidence.source} ({evidence.source_date})" if evidence.source_date else evidence.source


def evidence_of(device: Device) -> list[Evidence]:
    """All evidence for and against, as it was weighed."""
    identity = device.identity
    return [one for value in _LABELS for one in (*_because(identity, value), *_against(identity, value))]
