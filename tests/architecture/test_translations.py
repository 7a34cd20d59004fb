"""The French catalogue is complete and correct, and no English text takes sides."""

import importlib.util
import re
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "app"
#: Judgements that a text of ours never makes (design §2, policy §3).
NEVER = re.compile(r"\b(?:spy|spies|spying|banned|illegal|unsafe|compromised|infected|must)\b", re.IGNORECASE)


def _load_translations() -> ModuleType:
    """The script beside the program; build_scripts is no package."""
    spec = importlib.util.spec_from_file_location("translations_script", ROOT / "build_scripts" / "translations.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


translations = _load_translations()


@cache
def english() -> list[str]:
    ids = [message.id for message in translations.collect(APP) if message.id]
    return [text for found in ids for text in (found if isinstance(found, tuple) else (found,))]


def test_the_catalogue_has_no_faults() -> None:
    assert translations.faults(APP, translations.CATALOGUE) == []


def test_no_text_takes_sides() -> None:
    assert [text for text in english() if NEVER.search(text)] == []


def test_english_uses_typographic_signs() -> None:
    assert [text for text in english() if "..." in text or '"' in text or "  " in text] == []


def test_texts_are_not_padded() -> None:
    assert [text for text in english() if text != text.strip()] == []
