"""A floor to stand on: what forty lines of keywords say of the same answers. It shows how hard a set of answers is."""

import re
from collections.abc import Iterable

from app.model.certainty import Certainty
from app.model.identity import Identity, Kind, Value
from benchmarks.identification.answers import Answer
from benchmarks.identification.bench import Judged
from benchmarks.identification.scoring import judge

_CAMERA = re.compile(
    r"camera|webcam|ip-?cam|\bcam\b|\bipc\b|\b[dnhx]vr\b|video ?(?:server|recorder|encoder)|surveillance|doorbell"
    r"|videotransmitter|netcam|cctv|hikvision|dahua|reolink|vivotek|foscam",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"router|printer|laserjet|television|\btv\b|speaker|\bbulb\b|\bplug\b|thermostat|diskstation|\bnas\b|gateway|switch|phone",
    re.IGNORECASE,
)
_MAKERS = (
    ("hikvision", r"hikvision|\bds-\d|dnvrs-webs|dvrdvs|app-webs"), ("dahua", r"dahua|\b(?:ipc|dh|nvr)-h|lorex|amcrest"),
    ("axis", r"\baxis\b"), ("vivotek", r"vivotek"), ("reolink", r"reolink"), ("foscam", r"foscam"),
    ("tplink", r"tp-?link|tapo|kasa"), ("dlink", r"d-?link|\bdcs-"), ("hanwha", r"hanwha|techwin|wisenet|sunapi"),
    ("uniview", r"uniview|\bunv\b"), ("sony", r"\bsony\b|\bsnc-"), ("canon", r"canon"), ("panasonic", r"panasonic"),
    ("mobotix", r"mobotix"), ("avtech", r"avtech|av-tech"), ("xiongmai", r"xiongmai|uc-httpd|netsurveillance"),
    ("linksys", r"linksys"), ("wyze", r"wyze"), ("ring", r"\bring\b"), ("keenfinity", r"bosch"),
    ("geovision", r"geovision|geohttp"), ("acti", r"\bacti\b"), ("instar", r"instar"), ("trendnet", r"trendnet"),
    ("avigilon", r"avigilon"), ("ubiquiti", r"ubiquiti|ubnt|unifi"), ("milesight", r"milesight"), ("flir", r"\bflir\b"),
    ("pelco", r"pelco"), ("grandstream", r"grandstream"), ("doorbird", r"doorbird"), ("netatmo", r"netatmo"),
)  # fmt: skip
_PATTERNS = tuple((maker, re.compile(pattern, re.IGNORECASE)) for maker, pattern in _MAKERS)
_MODEL = re.compile(
    r"(?:<\w*:?model(?:Name)?>|/hardware/|prodnbr=|devicetype\W+|\"model\"\W+|model=)([\w .()/%+-]{2,40})",
    re.IGNORECASE,
)
_FIRMWARE = re.compile(r"(?:firmware(?:version)?|\"?version|fw_ver|sw_ver)\W{1,4}v?(\d[\w.]{2,30})", re.IGNORECASE)


def keyword_identity(untrusted: str) -> Identity:
    """Camera when a word of cameras stands in the text, another thing when a word of those does, and the first maker named."""
    camera = True if _CAMERA.search(untrusted) else False if _OTHER.search(untrusted) else None
    kind = {True: Kind.CAMERA, False: Kind.OTHER, None: Kind.UNKNOWN}[camera]
    return Identity(
        kind=kind,
        kind_certainty=Certainty.POSSIBLE,
        is_camera=camera,
        maker=_value(next((maker for maker, pattern in _PATTERNS if pattern.search(untrusted)), None)),
        model=_value(_first(_MODEL, untrusted)),
        firmware=_value(_first(_FIRMWARE, untrusted)),
    )


def keywords_judged(answers: Iterable[Answer]) -> list[Judged]:
    """Each row by itself, as the keywords read it."""
    return [
        Judged(one, judge(keyword_identity(one.input), one.expect, block_only=one.protocol == "mac")) for one in answers
    ]


def _first(pattern: re.Pattern[str], untrusted: str) -> str | None:
    found = pattern.search(untrusted)
    return found[1].strip() if found else None


def _value(text: str | None) -> Value:
    return Value(text, Certainty.POSSIBLE if text else Certainty.NOT_KNOWN)
