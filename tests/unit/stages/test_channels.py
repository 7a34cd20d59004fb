"""What a recorder admits to without sign-in."""

from datetime import UTC, datetime

import pytest

from app.model.identity import Kind
from app.model.sighting import Protocol, Sighting
from app.stages.channels import channel_notes
from app.words import Language, words_for

WORDS = words_for(Language.ENGLISH)
SEEN = datetime(2026, 11, 25, tzinfo=UTC)


def said(kind: Kind, *answers: tuple[Protocol, dict[str, str]]) -> list[str]:
    sightings = [Sighting(protocol, "10.77.0.9", fields, SEEN) for protocol, fields in answers]
    return [WORDS.say(note) for note in channel_notes(kind, sightings)]


def test_network_and_coax_are_told_apart() -> None:
    network, coax, invisible = said(Kind.RECORDER, (Protocol.SADP, {"digital_channels": "8", "analog_channels": "4"}))
    assert network.endswith("network cameras: 8.")
    assert coax.endswith("coaxial cable: 4.")
    assert "cannot be seen from here" in invisible


def test_the_total_is_told_only_when_nothing_says_more() -> None:
    answers = ((Protocol.DAHUA, {"remote_video_inputs": "16", "video_inputs": "0"}), (Protocol.TVT, {"channels": "32"}))
    assert [note for note in said(Kind.RECORDER, *answers) if "32" in note] == []
    assert "32" in said(Kind.RECORDER, answers[1])[0]


@pytest.mark.parametrize("untrusted", ["", "-3", "0", "many", "99999999", "²", "1" * 4000])
def test_nonsense_is_not_told(untrusted: str) -> None:
    (only,) = said(Kind.RECORDER, (Protocol.TVT, {"channels": untrusted}))
    assert "cannot be seen" in only


def test_a_camera_has_no_such_note() -> None:
    assert said(Kind.CAMERA, (Protocol.TVT, {"channels": "4"})) == []
