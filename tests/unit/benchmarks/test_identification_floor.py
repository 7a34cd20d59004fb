"""What the floor of keywords says."""

import pytest

from benchmarks.identification.baseline import keyword_identity


@pytest.mark.parametrize(
    ("text", "is_camera", "maker", "model", "firmware"),
    [
        ("<title>VIVOTEK Network Camera</title>", True, "vivotek", None, None),
        ("<Model>DS-2CD2032-I</Model><FirmwareVersion>V5.4.5</FirmwareVersion>", None, "hikvision", "DS-2CD2032-I", "5.4.5"),
        ("<title>TP-LINK Wireless Router WR841N</title>", False, "tplink", None, None),
        ("SSH-2.0-dropbear", None, None, None, None),
    ],
)  # fmt: skip
def test_the_floor_of_keywords_reads_words_only(
    text: str, is_camera: bool | None, maker: str | None, model: str | None, firmware: str | None
) -> None:
    said = keyword_identity(text)
    assert (said.is_camera, said.maker.value, said.model.value, said.firmware.value) == (
        is_camera,
        maker,
        model,
        firmware,
    )
