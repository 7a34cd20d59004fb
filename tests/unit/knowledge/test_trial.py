import re

from app.knowledge.trial import slow_text


def test_a_pattern_that_explodes_is_caught():
    assert slow_text(re.compile(r"(?:a|aa){1,23}b"), ["ab"]) is not None


def test_plain_patterns_are_quick():
    assert slow_text(re.compile(r"(?P<model>DS-2CD\d[\w()/+.-]{0,48})"), ["DS-2CD2042WD-I"]) is None
    assert slow_text(re.compile(r".{0,60}(?:camera|webcam).{0,60}"), ["my camera"]) is None
