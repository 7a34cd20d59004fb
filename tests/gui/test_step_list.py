"""The list of a guide's steps: no title is cut, however narrow the list is."""

import pytest
from pytestqt.qtbot import QtBot

from app.knowledge.load import load
from app.ui.guiding.step_list import StepList
from app.words import Language, words_for


@pytest.mark.parametrize("width", [220, 300, 900])
def test_titles_break_into_lines_that_fit(qtbot: QtBot, width: int) -> None:
    steps = load().guides["harden-recorder"].steps
    made = StepList()
    qtbot.addWidget(made)
    made.show_steps(steps, frozenset(), 0, words_for(Language.FRENCH))
    made.resize(width, 900)
    made.show()
    qtbot.waitExposed(made)
    for step, button in zip(steps, made.buttons, strict=True):
        assert button.sizeHint().width() <= button.width()
        assert button.text().replace("\n", " ").endswith(step.title.fr)
    broken = [button for button in made.buttons if "\n" in button.text()]
    assert bool(broken) is (width < 900)
