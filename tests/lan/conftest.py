"""Pretend LANs take a while and need namespaces: they run only when asked for.

Asked for means: the command names tests/lan, the marker expression names lan, or CAMERA_CHECK_LAN is set.
"""

import os
from pathlib import Path

import pytest

from tests.lan.lab import unavailable

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests of this folder unless asked for."""
    named = any("tests/lan" in str(argument) for argument in config.invocation_params.args)
    marked = "lan" in str(config.getoption("markexpr", default=""))
    if named or marked or os.environ.get("CAMERA_CHECK_LAN"):
        return
    ours = [item for item in items if _HERE in item.path.parents]
    if ours:
        config.hook.pytest_deselected(items=ours)
        items[:] = [item for item in items if item not in ours]


@pytest.fixture(autouse=True, scope="session")
def _needs_namespaces() -> None:
    if reason := unavailable():
        pytest.skip(reason)
