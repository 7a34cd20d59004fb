"""The questions to groups that a scan asks, and when each begins."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from app.model.events import QuestionRecord
from app.net.answers import See
from app.net.network import Net
from app.probes import (
    bosch,
    dahua,
    foscam,
    hanwha,
    kasa,
    mdns,
    panasonic,
    reolink,
    sadp,
    sony,
    ssdp,
    tapo,
    tuya,
    tvt,
    ubiquiti,
    vivotek,
    vstarcam,
    ws_discovery,
    xiongmai,
)

Ask = Callable[[Net, See], Awaitable[QuestionRecord]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question by its name in the record of the scan; it begins that many seconds after the scan."""

    name: str
    ask: Ask
    after_seconds: float = 0.0


#: Most cameras answer one of these.
_COMMON = (
    Question("wsdiscovery", ws_discovery.ask),
    Question("sadp", sadp.ask),
    Question("dahua", dahua.ask),
    Question("ssdp", ssdp.ask),
    Question("mdns", mdns.ask),
)
#: The searches of single makers, by how many homes have such a device.
_MAKERS: tuple[tuple[str, Ask], ...] = (
    ("dvrip", xiongmai.ask),
    ("tapo", tapo.ask),
    ("reolink", reolink.ask),
    ("tvt", tvt.ask),
    ("kasa", kasa.ask),
    ("ubiquiti", ubiquiti.ask),
    ("foscam", foscam.ask),
    ("vstarcam", vstarcam.ask),
    ("hanwha", hanwha.ask),
    ("panasonic", panasonic.ask),
    ("bosch", bosch.ask),
    ("vivotek", vivotek.ask),
    ("sony", sony.ask),
    ("tuya", tuya.ask),
)
#: The common questions and the sweep go out first; then one maker at a time, so that old cameras meet no burst (protocols §1.2).
_MAKERS_AFTER_SECONDS, _NEXT_MAKER_SECONDS = 0.15, 0.03

GROUP_QUESTIONS: tuple[Question, ...] = (
    *_COMMON,
    *(
        Question(name, ask, _MAKERS_AFTER_SECONDS + place * _NEXT_MAKER_SECONDS)
        for place, (name, ask) in enumerate(_MAKERS)
    ),
)
