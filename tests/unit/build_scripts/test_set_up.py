import importlib.util
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

_PATH = Path(__file__).resolve().parents[3] / "build_scripts" / "setup_environment.py"
_SPEC = importlib.util.spec_from_file_location("setup_under_test", _PATH)
setup = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(setup)


class HandedOverError(Exception):
    """Stands for the process that would have been replaced."""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose system libraries are all there."""
    for name in ("uv.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(setup, "_STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(setup, "_loads", lambda _library: True)
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}")
    return tmp_path


@pytest.fixture
def commands(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The commands that were run; all succeed, and uv makes an interpreter."""
    found: list[list[str]] = []

    def call(command: list[str], **_: object) -> int:
        found.append(command)
        if "sync" in command:
            setup.venv_program("python").parent.mkdir(parents=True, exist_ok=True)
            setup.venv_program("python").touch()
        return 0

    def run(command: list[str], **_: object) -> CompletedProcess:
        found.append(command)
        return CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(setup.subprocess, "call", call)
    monkeypatch.setattr(setup.subprocess, "run", run)
    return found


def test_the_second_start_does_nothing(commands: list[list[str]]) -> None:
    setup.prepare()
    assert [command[1] for command in commands] == ["sync", "-c"]
    commands.clear()
    setup.prepare()
    assert commands == []


@pytest.mark.parametrize("name", ["uv.lock", "pyproject.toml"])
def test_a_change_of_the_packages_is_noticed(checkout: Path, commands: list[list[str]], name: str) -> None:
    setup.prepare()
    (checkout / name).write_text("changed")
    commands.clear()
    setup.prepare()
    assert "sync" in commands[0]


def test_a_lost_interpreter_is_noticed(commands: list[list[str]]) -> None:
    setup.prepare()
    setup.venv_program("python").unlink()
    commands.clear()
    setup.prepare()
    assert "sync" in commands[0]


def test_running_keeps_the_test_tools(commands: list[list[str]]) -> None:
    setup.prepare()
    assert "--extra" not in commands[0]
    commands.clear()
    setup.prepare(extras=("test", "check"))
    assert commands[0].count("--extra") == 2
    commands.clear()
    setup.prepare()
    assert commands == []


def test_a_failed_installation_is_tried_again(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(setup.subprocess, "call", lambda *_, **__: 1)
        with pytest.raises(SystemExit) as ended:
            setup.prepare()
    assert ended.value.code == 3
    assert "internet connection" in capsys.readouterr().err
    setup.prepare()
    assert "sync" in commands[0]


def test_without_uv_one_is_installed_into_the_environment(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    setup.prepare()
    assert "venv" in commands[0]
    assert "pip" in commands[1]
    assert commands[2][0] == str(setup.venv_program("uv"))


def test_only_what_is_missing_is_installed(commands: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "_loads", lambda library: library not in {"libEGL.so.1", "libxcb-icccm.so.4"})
    missing = setup.missing_packages(screen=True, network_lab=False, make_venv=False)
    assert missing == ["libegl1", "libxcb-icccm4"]
    assert setup.missing_packages(screen=False, network_lab=False, make_venv=False) == ["libegl1"]
    monkeypatch.setattr(setup.os, "geteuid", lambda: 0, raising=False)
    setup.install_system_packages(missing)
    assert [command[-1] for command in commands] == ["update", "libxcb-icccm4"]


def test_the_pretend_lans_and_a_bare_python_need_more(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    monkeypatch.setattr(setup.importlib.util, "find_spec", lambda _name: None)
    assert setup.missing_packages(screen=False, network_lab=True, make_venv=True) == [
        "iproute2",
        f"python3.{sys.version_info[1]}-venv",
    ]


def test_without_rights_the_command_is_printed(
    commands: list[list[str]], monkeypatch: pytest.MonkeyPatch, capsys
) -> None:
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(setup.subprocess, "call", lambda *_, **__: 1)
    with pytest.raises(SystemExit) as ended:
        setup.install_system_packages(["libegl1"])
    assert ended.value.code == 3
    assert "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1" in capsys.readouterr().err
    assert commands == []


@pytest.mark.parametrize("version", [(3, 9, 2), (3, 15, 0)])
def test_an_unsupported_python_looks_for_another(monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]) -> None:
    def hand_over(command: list[str]) -> None:
        raise HandedOverError(command[0])

    monkeypatch.setattr(setup.sys, "version_info", version)
    monkeypatch.setattr(setup.shutil, "which", lambda name: name if name == "python3.12" else None)
    monkeypatch.setattr(setup, "hand_over", hand_over)
    with pytest.raises(HandedOverError, match=r"^python3\.12$"):
        setup.use_fitting_python()


def test_an_unsupported_python_alone_gets_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit) as ended:
        setup.use_fitting_python()
    assert ended.value.code == 3
    assert "needs Python 3.11 to 3.14; this is Python 3.9" in capsys.readouterr().err


def test_one_certificate_setting_serves_every_client(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in setup._CERTIFICATE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/own.crt")
    monkeypatch.delenv("UV_SYSTEM_CERTS", raising=False)
    env = setup.environment()
    assert (env["SSL_CERT_FILE"], env["PIP_CERT"], env["UV_SYSTEM_CERTS"]) == ("/own.crt", "/own.crt", "1")


@pytest.mark.parametrize(("variable", "expected"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), (None, False)])
def test_a_screen_is_a_named_display(monkeypatch: pytest.MonkeyPatch, variable: str | None, expected: bool) -> None:
    monkeypatch.setattr(setup, "LINUX", True)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    if variable:
        monkeypatch.setenv(variable, ":0")
    assert setup.has_screen() is expected
