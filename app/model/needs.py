"""What a replacement has to do: questions with their possible answers, filled from what is known."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NeedsQuestion:
    """One question. choices lead from the word that is kept to its English text; empty for one answered in own words.

    requirement is the English sentence for the list that goes to the shop, with the gap {answer}.
    """

    id: str
    text: str
    choices: tuple[tuple[str, str], ...]
    requirement: str
    for_recorders: bool = True
    for_cameras: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """A question with its answer: what the person said, else what is known, else nothing."""

    question: NeedsQuestion
    answer: str = ""
    is_known: bool = False
