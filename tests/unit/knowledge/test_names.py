import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.knowledge.names import label_key, name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("HIKVISION", "Hikvision"),
        ("TP-Link", "tp link"),
        ("Acme Co., Ltd.", "ACME"),
        ("2N TELEKOMUNIKACE a.s.", "2N Telekomunikace"),
        ("ＡＸＩＳ", "axis"),
    ],
)
def test_spellings_share_a_key(one, other):
    assert name_key(one) == name_key(other)


def test_a_name_that_is_a_legal_form_stays():
    assert name_key("SE") == "se"


def test_words_inside_a_name_stay():
    assert name_key("Costar") == "costar"
    assert name_key("Coach Company Camera") == "coachcompanycamera"


@given(st.text(max_size=400))
def test_any_text_gives_a_bounded_key(text):
    assert len(name_key(text)) <= 128 * 18
    assert label_key(label_key(text)) == label_key(label_key(label_key(text)))
