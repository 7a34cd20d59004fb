"""Lines of a label → pairs of a key and its value, and what stands without a key."""

import re
from dataclasses import dataclass

from app.model.label import PartKind
from app.untrusted.text import clean

#: Most lines, and longest line in characters, that are read of one text.
LINES_LIMIT = 80
LINE_LIMIT = 300

#: The words in front of a value, as labels print them in English, French, German, Spanish and Chinese. A "=" behind a word
#: asks for a colon or the like, because the word alone is part of ordinary sentences. None: known, and not wanted.
_WORDS: tuple[tuple[PartKind | None, tuple[str, ...]], ...] = (
    (
        PartKind.PASSWORD,
        (
            r"(?:(?:admin|default|login|web|device|initial|camera)\W{0,2})?(?:password|passwd|passcode|passphrase|pwd|psk)",
            r"(?:wi-?fi|wlan|wpa2?|network|security)\W?key",
            r"mot de passe(?: par d[ée]faut)?",
            r"cl[ée] (?:wi-?fi|r[ée]seau)",
            r"passwort",
            r"kennwort",
            r"contrase[nñ]a",
            r"密码",
            r"(?:user(?: ?name)?|login|username|utilisateur|benutzer|usuario|pw|key)=",
        ),
    ),
    (
        PartKind.VERIFICATION_CODE,
        (
            r"(?:device )?(?:verification|verify|validation|security|safety|activation|access) code",
            r"code d[e’'] ?(?:v[ée]rification|s[ée]curit[ée]|activation|acc[èe]s)",
            r"验证码",
            r"安全码",
            r"(?:sc|s\.c\.)=",
        ),
    ),
    (
        PartKind.SETUP_CODE,
        (
            r"(?:homekit|matter|set-?up|pairing|manual) code",
            r"code (?:de )?(?:configuration|homekit|jumelage)",
            r"owner authentication key",
            r"(?:oak|pin(?: ?(?:code|number|no))?)=",
        ),
    ),
    (
        PartKind.CLOUD_ID,
        (
            r"(?:p2p|cloud|xmeye|esee|device) ?(?:id|no\.?|number|uid)",
            r"(?:uid|did|qr ?id|cloud)=",
        ),
    ),
    (
        PartKind.WIFI,
        (
            r"(?:wi-?fi|network|hotspot) name",
            r"nom du r[ée]seau",
            r"ssid",
        ),
    ),
    (PartKind.MODULE_FCC_ID, (r"(?:contains?|contient|module)[^\n:]{0,40}?fcc ?id",)),
    (PartKind.MODULE_ISED, (r"(?:contains?|contient|module)[^\n:]{0,40}?\bic(?: ?id)?=",)),
    (PartKind.FCC_ID, (r"fcc[ -]?id",)),
    (
        PartKind.ISED,
        (
            r"ic[ -]id",
            r"ic(?=\s?\d{3,6}[A-Z]?-)",
            r"(?:ic|ised|isde)=",
        ),
    ),
    (
        PartKind.MAC,
        (
            r"(?:(?:wlan|wi-?fi|lan|eth(?:ernet)?|wired|bt|ble)\W{0,2})?mac(?:[ -]?(?:address|addr|id|no))?",
            r"adresse mac",
            r"mac-adresse",
            r"direcci[oó]n mac",
            r"(?:hardware|ethernet|physical) address",
        ),
    ),
    (
        PartKind.SERIAL,
        (
            r"s/n",
            r"s\.n\.",
            r"serial(?:[ -]?(?:number|num|no))?",
            r"ser\.? ?no",
            r"n[°ºo]\.? de s[ée]rie",
            r"num[ée]ro de s[ée]rie",
            r"serien-?n(?:umme)?r",
            r"n[uú]mero de serie",
            r"序列号",
            r"产品序列号",
            r"機身號碼",
            r"sn(?=\s[a-z0-9]{6,})",
            r"sn=",
        ),
    ),
    (
        PartKind.MADE,
        (
            r"date of (?:manufacture|production)",
            r"(?:manufactur(?:ed|ing)|mfg|mfd|production|prod|build|built)\.?(?: ?(?:date|on))?=",
            r"date de (?:fabrication|production)",
            r"fabriqu[ée] le",
            r"herstell(?:ungs)?datum",
            r"fecha de fabricaci[oó]n",
            r"生产日期",
            r"出厂日期",
            r"(?:d\.?o\.?m|date(?: code)?|p\.?d)=",
        ),
    ),
    (
        PartKind.COUNTRY,
        (
            r"made in",
            r"assembled in",
            r"product of",
            r"country of origin",
            r"fabriqu[ée] (?:en|aux?)",
            r"hergestellt in",
            r"hecho en",
            r"pays d[’']origine",
        ),
    ),
    (
        PartKind.FIRMWARE,
        (
            r"(?:firmware|f/w|fw|software|s/w|sw|micrologiciel|logiciel)(?:[ -]?(?:version|ver|rev))?\.?",
            r"固件版本",
            r"软件版本",
            r"(?:version|ver|v)=",
        ),
    ),
    (
        PartKind.HARDWARE,
        (
            r"(?:hardware|h/w|hw)(?:[ -]?(?:version|ver|rev))?\.?",
            r"硬件版本",
            r"(?:rev(?:ision)?)=",
        ),
    ),
    (
        PartKind.ORDER_NUMBER,
        (
            r"p/n",
            r"part(?:[ -]?(?:number|no))",
            r"art(?:icle|ikel)?\.?[ -]?(?:no|nr)",
            r"order(?:[ -]?(?:code|number|no))",
            r"sku",
            r"r[ée]f[ée]rence",
            r"(?:pn|ref|item|art)=",
        ),
    ),
    (PartKind.PRODUCT_CODE, (r"(?:upc|ean|gtin)=",)),
    (
        PartKind.MODEL,
        (
            r"(?:camera |device |product |nvr |dvr )?model(?:[ -]?(?:number|name|code|no|id))?",
            r"m/n",
            r"mod(?:\.|[èe]le)(?: ?n[°ºo])?",
            r"modell?o?",
            r"n[°ºo]\.? de mod[èe]le",
            r"ctn",
            r"产品型号",
            r"型号",
            r"(?:type(?: ?no)?|product(?: name)?|produit|mod|hvin|pmn)=",
        ),
    ),
    (
        PartKind.BRAND,
        (
            r"(?:brand(?: name)?|marque|trade ?mark|marke|marca)=",
            r"品牌",
        ),
    ),
    (
        PartKind.MANUFACTURER,
        (
            r"(?:manufacturer|mfr|maker|fabricant|hersteller|fabricante)\.?=",
            r"(?:manufactured|made) by",
            r"制造商",
        ),
    ),
    (
        None,
        (
            r"importer=",
            r"imported by=",
            r"importateur=",
            r"importeur=",
            r"distributor=",
            r"distributed by=",
            r"distributeur=",
            r"sold by=",
            r"vendu par=",
            r"power(?: supply)?=",
            r"input=",
            r"output=",
            r"rating=",
            r"voltage=",
            r"current=",
            r"entr[ée]e=",
            r"alimentation=",
            r"(?:default )?ip(?: address)?=",
            r"adresse ip=",
            r"lens=",
            r"resolution=",
            r"weight=",
            r"address=",
            r"adresse=",
            r"tel=",
            r"web=",
            r"www=",
            r"can ices-?\d?=",
            r"cmiit ?id=",
            r"rcm=",
            r"ul=",
            r"etl=",
            r"imei=",
            r"batch=",
            r"lot=",
            r"warranty=",
            r"garantie=",
            r"电源=",
        ),
    ),
)
_SEPARATOR = r"\s?(?:(?:no|nr|n[°º]|#)\.?)?\s?[:：=#]+"


#: What must follow a word that asks for it: a colon or the like, or the end of the line.
_BEFORE = rf"(?={_SEPARATOR}|\s*$)"


def _compiled() -> re.Pattern[str]:
    """One pattern with a group for each kind. A word that asks for a separator gets it here."""
    groups = []
    for place, (_, words) in enumerate(_WORDS):
        pattern = "|".join(word.removesuffix("=") + _BEFORE * word.endswith("=") for word in words)
        groups.append(f"(?P<k{place}>{pattern})")
    return re.compile(
        rf"(?<![A-Za-zÀ-ÿ0-9])(?:{'|'.join(groups)})(?![a-zà-ÿ])(?:{_SEPARATOR}|\.?(?:\s|$)|(?=[^\x00-\x7f]))\s*",
        re.IGNORECASE,
    )


_KEY = _compiled()
_SIGN = re.compile(r"[:：=#]")
_EDGE = " ,;/|"
_BREAK = re.compile(r"[\r\n\v\f\x1d\x1e\u2028\u2029]+|\t+|\s{4,}|\s[|•·]\s")


@dataclass(frozen=True, slots=True)
class Keyed:
    """A value and what the word in front of it says it is. separated: more than a space stands between the two."""

    kind: PartKind
    untrusted_value: str
    separated: bool = True


def lines_of(untrusted: str) -> list[str]:
    """The lines, bounded in number and length, without control characters."""
    parts = _BREAK.split(untrusted[: LINES_LIMIT * LINE_LIMIT])
    return [line for part in parts[: LINES_LIMIT * 2] if (line := clean(part, LINE_LIMIT))][:LINES_LIMIT]


def split(lines: list[str]) -> tuple[list[Keyed], list[str]]:
    """The keyed values in their order, and the texts that stand without a key. A key alone on a line takes the next line."""
    keyed: list[Keyed] = []
    free: list[str] = []
    waiting: PartKind | None = None
    for line in lines:
        start, found = _pieces(line)
        if start and waiting is not None:
            keyed.append(Keyed(waiting, start))
        elif start:
            free.append(start)
        keyed += [Keyed(kind, value, separated) for kind, value, separated in found if value and kind is not None]
        waiting = found[-1][0] if found and not found[-1][1] else None
    return keyed, free


def _pieces(line: str) -> tuple[str, list[tuple[PartKind | None, str, bool]]]:
    """What stands before the first key, then each key with its value."""
    matches = list(_KEY.finditer(line))
    if not matches:
        return line.strip(_EDGE), []
    ends = [match.start() for match in matches[1:]] + [len(line)]
    found = [
        (_kind(match), line[match.end() : end].strip(_EDGE), bool(_SIGN.search(match[0])))
        for match, end in zip(matches, ends, strict=True)
    ]
    return line[: matches[0].start()].strip(_EDGE), found


def _kind(match: re.Match[str]) -> PartKind | None:
    return next(_WORDS[int(name[1:])][0] for name, value in match.groupdict().items() if value is not None)
