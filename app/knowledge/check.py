"""Proves what resources/ holds: every rule by its own examples, every list by its ids."""

import datetime as dt
from collections.abc import Iterator

from app.knowledge.firmware import problems as firmware_problems
from app.knowledge.label import label_problems
from app.knowledge.load import Knowledge
from app.knowledge.match import RuleBook
from app.knowledge.names import label_key
from app.knowledge.rules import Rule, RuleFile, compiled
from app.knowledge.trial import slow_text
from app.model.certainty import Certainty
from app.model.finding import FindingType
from app.model.problem import KnowledgeError

#: A MAC block is a hint (design §5): fields of it may not say more than possible, and never what kind of thing it is.
_MAC_PROTOCOL = "mac."
#: What a web page says can be forwarded, copied or written about: it never confirms what kind of thing answers.
_PAGE_PROTOCOL = "http."


def problems(knowledge: Knowledge) -> list[str]:
    """All that is wrong, each as "file: id: what"; empty when everything is proven."""
    book = knowledge.rule_book
    found = list(_repeated_ids(book))
    for file in book.files:
        if repeated := sorted({field for field in file.reads if file.reads.count(field) > 1}):
            found.append(f"{file.name}: reads {repeated} twice")
        for rule in file.rules:
            found.extend(f"{file.name}: {rule.id}: {what}" for what in _rule_problems(book, file, rule))
    found.extend(_phrase_problems(knowledge))
    found.extend(_placeholder_problems(knowledge))
    found.extend(_registrant_problems(knowledge))
    found.extend(_advisory_problems(knowledge))
    found.extend(label_problems(knowledge.labels, knowledge.directory.makers))
    found.extend(firmware_problems(knowledge.firmware, dt.datetime.now(dt.UTC).date()))
    return found


def counts(knowledge: Knowledge) -> dict[str, str]:
    """Numbers and dates by name, in a fixed order."""
    directory, book = knowledge.directory, knowledge.rule_book
    return {
        "date": knowledge.date,
        "rule_files": str(len(book.files)),
        "rules": str(sum(len(file.rules) for file in book.files)),
        "examples": str(sum(len(rule.examples) for file in book.files for rule in file.rules)),
        "counter_examples": str(sum(len(rule.not_examples) for file in book.files for rule in file.rules)),
        "phrase_rows": str(len(knowledge.phrases.phrases)),
        "phrases": str(sum(len(phrase.texts) for phrase in knowledge.phrases.phrases)),
        "label_rows": str(knowledge.labels.rows),
        "makers": str(len(directory.makers)),
        "brands": str(len(directory.brands)),
        "platforms": str(len(directory.platforms)),
        "sources": str(len(directory.sources)),
        "placeholders": str(len(knowledge.placeholders.texts)),
        **_advisory_counts(knowledge),
        "firmware_grammars": str(len(knowledge.firmware.grammars)),
        "mac_blocks": str(len(knowledge.registrants)),
        "mac_date": knowledge.registrants.date,
    }


def _advisory_counts(knowledge: Knowledge) -> dict[str, str]:
    notes = knowledge.advisories.notes
    return {
        "advisories": str(sum(note.type is FindingType.ADVISORY for note in notes)),
        "support_notes": str(sum(note.type is FindingType.SUPPORT for note in notes)),
        "advisory_makers": str(len(knowledge.advisories.makers)),
        "advisories_known_exploited": str(sum(bool(note.kev_date) for note in notes)),
        "advisories_date": knowledge.advisories.date,
    }


def _repeated_ids(book: RuleBook) -> Iterator[str]:
    seen: dict[str, str] = {}
    for file in book.files:
        for rule in file.rules:
            if rule.id in seen:
                yield f"{file.name}: {rule.id}: the id also stands in {seen[rule.id]}"
            seen[rule.id] = file.name


def _rule_problems(book: RuleBook, file: RuleFile, rule: Rule) -> Iterator[str]:
    try:
        slow = slow_text(compiled(rule), [example.text for example in rule.examples])
        if slow is not None:
            yield f"takes too long on {slow[:40]!r}…"
        for example in rule.examples:
            match = book.first(file, example.text)
            if match is None or match.rule.id != rule.id:
                yield f"example {example.text!r} meets {match.rule.id if match else 'no rule'} first"
            elif dict(match.gives) != dict(example.gives):
                yield f"example {example.text!r} gives {dict(match.gives)}, not {dict(example.gives)}"
        for text in rule.not_examples:
            match = book.first(file, text)
            if match is not None and match.rule.id == rule.id:
                yield f"counter-example {text!r} matches"
    except KnowledgeError as error:
        yield error.detail
    if dt.date.fromisoformat(rule.source_date) > dt.date.fromisoformat(file.date):
        yield "its source is younger than the file's date"
    if any(field.startswith(_MAC_PROTOCOL) for field in rule.reads) and (
        "kind" in rule.says or rule.certainty > Certainty.POSSIBLE
    ):
        yield "a MAC address says no kind and is never more than possible"
    if any(field.startswith(_PAGE_PROTOCOL) for field in rule.reads) and rule.certainty > Certainty.LIKELY:
        yield "a web page is never more than likely"


def _phrase_problems(knowledge: Knowledge) -> Iterator[str]:
    book = knowledge.phrases
    seen: set[str] = set()
    for phrase in book.phrases:
        if phrase.id in seen:
            yield f"words: {phrase.id}: the id stands twice"
        seen.add(phrase.id)
        for text in (*phrase.examples, *phrase.texts):
            if not any(mention.phrase is phrase for mention in book.find(text)):
                yield f"words: {phrase.id}: {text!r} is not found"
        for text in phrase.not_examples:
            if any(mention.phrase is phrase for mention in book.find(text)):
                yield f"words: {phrase.id}: counter-example {text!r} is found"


def _placeholder_problems(knowledge: Knowledge) -> Iterator[str]:
    for text in knowledge.placeholders.texts:
        if knowledge.directory.brand_named(text) is not None:
            yield f"placeholders: {text}: is a brand too"
    for text in knowledge.placeholders.not_examples:
        if text in knowledge.placeholders:
            yield f"placeholders: {text}: counter-example matches"
    if len({label_key(text) for text in knowledge.placeholders.texts}) != len(knowledge.placeholders.texts):
        yield "placeholders: a text stands twice"


def _registrant_problems(knowledge: Knowledge) -> Iterator[str]:
    makers = knowledge.directory.makers
    for registrant in knowledge.registrants.named():
        if registrant.maker not in makers:
            yield f"registry.txt.gz: {registrant.name}: maker {registrant.maker!r} is not in the list"
        elif registrant.camera_only != makers[registrant.maker].camera_only:
            yield f"registry.txt.gz: {registrant.name}: camera-only differs from the maker's row"


def _advisory_problems(knowledge: Knowledge) -> Iterator[str]:
    for note in knowledge.advisories.notes:
        where = f"advisories: {note.maker}: {note.id}"
        if note.kev_date and note.kev_date < note.published:
            yield f"{where}: was known to be exploited before it was published"
        for text in (note.means, note.step):
            if not (text.en.endswith((".", "!")) and text.fr.endswith((".", "!"))):
                yield f"{where}: a sentence has no end"
            if text.en == text.fr:
                yield f"{where}: English and French are the same"
