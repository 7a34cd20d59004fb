from app.model.text import Sentence
from app.stages.identify.sentences import often_the_seller, points_to
from app.words import Language, words_for

READ = Sentence("It says “{text}”.", {"text": "Signify"})


def test_what_an_answer_points_to_ends_its_sentence() -> None:
    assert (
        words_for(Language.ENGLISH).say(points_to(READ, "Hikvision")) == "It says “Signify”. That points to Hikvision."
    )


def test_a_warning_is_a_sentence_of_its_own() -> None:
    for language in Language:
        said = words_for(language).say(points_to(READ, often_the_seller()))
        assert said.count(".") == 2, said
