"""The needs sheet in words: the list of requirements that goes to a shop. The questions stand in app.stages.needs."""

from app.model.needs import Need
from app.words import Words


def requirement(need: Need, words: Words) -> str:
    """The line for the list that goes to the shop; "" while there is no answer."""
    if not need.answer:
        return ""
    said = dict(need.question.choices).get(need.answer)
    return words.text(need.question.requirement).format(answer=words.text(said) if said else need.answer)
