"""The shape of the repository: small files, plain names, scripts that start on any Python."""

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = sorted((ROOT / "app").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SCRIPTS = sorted((ROOT / "build_scripts").glob("*.py"))
#: These run before anything is installed.
BEFORE_SET_UP = [ROOT / "build_scripts" / f"{name}.py" for name in ("run", "test", "check", "setup_environment")]
LINE_LIMIT, TEST_LINE_LIMIT = 400, 500
DRAWERS = {"utils", "util", "helpers", "helper", "misc", "common"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


@pytest.mark.parametrize("path", APP + TESTS + SCRIPTS, ids=named)
def test_files_stay_small(path: Path) -> None:
    limit = TEST_LINE_LIMIT if path in TESTS else LINE_LIMIT
    assert len(path.read_text("utf-8").splitlines()) <= limit


def test_no_file_is_a_drawer_for_odds_and_ends() -> None:
    assert [named(path) for path in APP if path.stem in DRAWERS] == []


@pytest.mark.parametrize("path", [path for path in APP if path.name != "__init__.py"], ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(tree_of(path))


def test_no_unfinished_work_is_marked() -> None:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    found = [named(path) for path in APP + SCRIPTS for mark in marks if mark in path.read_text("utf-8")]
    assert found == []


def test_suppressed_warnings_name_their_code_and_reason() -> None:
    bare = []
    for path in APP + TESTS + SCRIPTS:
        above = ""
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            for mark, code in (("# no" + "qa", ": "), ("# type: ig" + "nore", "[")):
                _before, found, after = line.partition(mark)
                reason = " - " in after or above.lstrip().startswith("#")
                if found and not (after.startswith(code) and reason):
                    bare.append(f"{named(path)}:{number}")
            above = line
    assert bare == []


def test_test_files_have_different_names() -> None:
    names = Counter(path.name for path in TESTS if path.name.startswith("test_"))
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("path", BEFORE_SET_UP, ids=named)
def test_set_up_scripts_parse_on_python_3_9(path: Path) -> None:
    ast.parse(path.read_text("utf-8"), str(path), feature_version=(3, 9))


@pytest.mark.parametrize("path", BEFORE_SET_UP, ids=named)
def test_set_up_scripts_need_only_the_standard_library(path: Path) -> None:
    modules = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            modules |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            modules.add(str(node.module).partition(".")[0])
    assert modules - sys.stdlib_module_names <= {"setup_environment"}
