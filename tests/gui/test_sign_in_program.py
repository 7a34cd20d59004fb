"""The whole way in practice: scan, open a camera, sign in, and see it in the list, on paper and in what is kept."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.model.certainty import Certainty
from app.scan_file import to_json
from app.ui.program import Program
from app.words import Language, words_for

#: The Axis camera of the cast asks for a login by digest.
AXIS = "192.168.50.28"


@pytest.mark.timeout(90)
def test_a_practice_camera_is_signed_in_to(qtbot: QtBot, qapp: QApplication) -> None:
    program = Program(qapp)
    program.settings.first_run_done = True
    program.window.choose_language(Language.ENGLISH)
    program.show()
    try:
        with qtbot.waitSignal(program.window.result_ready, timeout=40_000):
            program.window.practise()
        qtbot.waitUntil(lambda: not program.window.is_scanning, timeout=5000)
        before = program.window.results.result
        assert before is not None
        device = next(one for one in before.devices if AXIS in one.addresses)
        program.window.open_device(device.id)
        box = program.window.device.sign_in
        box._find_keychain = lambda: None
        box.header.click()
        assert "practice" in box._practice.text()
        box.user_edit.setText("practice")
        box.password_edit.setText("practice")
        with qtbot.waitSignal(box.read_more, timeout=10_000) as read:
            box.button.click()
        assert read.args[0].untrusted_fields["firmware"] == "11.8.61"
        after = program.window.results.result
        assert after is not None
        known = next(one for one in after.devices if one.id == device.id)
        assert known.identity.hardware.value == "96F"
        assert known.identity.firmware.certainty is Certainty.CONFIRMED
        assert [one.id for one in after.devices] == [one.id for one in before.devices]
        assert program.paperwork.result.devices == after.devices
        assert program.window.book.get(device.id) is known
        kept = program.keeping.inventory.scans.all()
        assert len(kept) == 1
        written = str(to_json(after, words_for(Language.ENGLISH)))
        assert "signed_in" in written
        assert "'practice', 'practice'" not in written
        assert "password" not in written.lower().replace("asks for a password", "")
    finally:
        program.window.close()
        program.close()
