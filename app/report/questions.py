"""How we looked: which questions were answered, which were not, which could not be asked."""

from collections.abc import Sequence

from app.model.events import QuestionRecord
from app.model.text import N_
from app.report.model import Block, Column, Heading, Paragraph, ParagraphStyle, Table
from app.report.untrusted_display import shown
from app.words import Words

#: The questions of a scan, by the words of the machine formats.
_QUESTIONS = {
    "wsdiscovery": N_("Search question of network cameras (WS-Discovery)"),
    "sadp": N_("Search question of Hikvision devices (SADP)"),
    "dahua": N_("Search question of Dahua devices (DHIP)"),
    "dvrip": N_("Search question of Xiongmai devices (DVRIP)"),
    "tvt": N_("Search question of TVT devices"),
    "reolink": N_("Search question of Reolink devices"),
    "tapo": N_("Search question of Tapo devices"),
    "kasa": N_("Search question of Kasa devices"),
    "ubiquiti": N_("Search question of Ubiquiti devices"),
    "foscam": N_("Search question of Foscam devices"),
    "vstarcam": N_("Search question of VStarcam devices"),
    "hanwha": N_("Search question of Hanwha devices"),
    "panasonic": N_("Search question of Panasonic and i-PRO devices"),
    "bosch": N_("Search question of Bosch devices"),
    "vivotek": N_("Search question of Vivotek devices"),
    "sony": N_("Search question of Sony devices"),
    "tuya": N_("Listening for Tuya devices, without a question"),
    "ssdp": N_("Search question of home devices (SSDP)"),
    "mdns": N_("Search question for services (mDNS)"),
    "mac": N_("One empty message to each address"),
    "onvif": N_("What are you? (ONVIF)"),
    "http": N_("First web page (HTTP)"),
    "favicon": N_("Icon of the web page"),
    "tls": N_("Certificate of the web page (TLS)"),
    "rtsp": N_("Greeting of the video service (RTSP)"),
    "upnp-description": N_("Description of itself (UPnP)"),
    "vapix": N_("What are you? (Axis VAPIX)"),
    "ports": N_("Which services are open"),
}
#: Searches that only one maker's devices answer; the names are the same in every language.
_MAKERS = {
    "bosch": "Bosch",
    "dvrip": "Xiongmai",
    "foscam": "Foscam",
    "hanwha": "Hanwha",
    "kasa": "TP-Link Kasa",
    "panasonic": "Panasonic",
    "reolink": "Reolink",
    "sony": "Sony",
    "tapo": "TP-Link Tapo",
    "tuya": "Tuya",
    "tvt": "TVT",
    "ubiquiti": "Ubiquiti",
    "vivotek": "Vivotek",
    "vstarcam": "VStarcam",
}


def question_blocks(questions: Sequence[QuestionRecord], words: Words) -> list[Block]:
    """A row for each question that was answered or could not be asked; one line for those without an answer."""
    asked = [one for one in questions if one.question]
    if not asked:
        return []
    told = [one for one in asked if one.answered or not one.available]
    silent = [one for one in asked if one not in told]
    blocks: list[Block] = [Heading(words.text("How we looked"))]
    if told:
        blocks.append(_table(told, words))
    if silent:
        names = [_MAKERS.get(one.question) or _name(one.question, words) for one in silent]
        line = words.text("Without an answer: {list}.").format(list="; ".join(dict.fromkeys(names)))
        blocks.append(Paragraph(line, ParagraphStyle.NOTE))
    return blocks


def _name(question: str, words: Words) -> str:
    if question in _MAKERS:
        return words.text("Search question of {maker} devices").format(maker=_MAKERS[question])
    return words.text(_QUESTIONS[question]) if question in _QUESTIONS else shown(question)


def _table(questions: Sequence[QuestionRecord], words: Words) -> Table:
    return Table(
        "",
        (
            Column(words.text("Question"), 8),
            Column(words.text("Times sent"), 2, is_number=True),
            Column(words.text("Addresses asked"), 3, is_number=True),
            Column(words.text("Devices that answered"), 3, is_number=True),
        ),
        tuple(
            (
                _name(one.question, words),
                words.number(one.sent) if one.available else words.text("not possible"),
                words.number(one.addresses_asked) if one.addresses_asked else "–",
                words.number(one.answered),
            )
            for one in questions
        ),
    )
