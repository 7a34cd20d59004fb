import re

import pytest

from app.knowledge.linear import reason_against


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a*)*b",
        "(?:x+y?)+",
        "((a|b)+c?)*",
        "(a{1,6})+",
        r"(?:\d+\.)*",
        "(?:(?:a?)b)*",
        "([a-z]+)*",
        "(?:a{1,3}){1,9}",
    ],
)
def test_repeated_parts_of_open_length_are_refused(pattern):
    assert "repeats" in reason_against(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        r"DS-\d+",
        r"(?:a+b)?c",
        r"[\d.]+",
        r"(?P<model>IPC-\w{1,40})(?:-\d)?",
        r"\(a+\)+",
        r"[(+*]+x",
        r"(?:-[A-Z]{1,4}){0,3}",
        "(?:ab)*",
    ],
)
def test_linear_patterns_are_taken(pattern):
    re.compile(pattern)
    assert reason_against(pattern) is None


def test_many_open_parts_and_long_patterns_are_refused():
    assert "open-ended" in reason_against(".*a.*b.*c.*d.*")
    assert "longer" in reason_against("a" * 601)


def test_broken_patterns_are_left_to_the_compiler():
    for pattern in ("(", "[", "a{", "\\", ")", "*a"):
        reason_against(pattern)
