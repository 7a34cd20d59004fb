"""What free text says together: words for cameras and for other things, brands and model numbers, and where they stand.

A brand alone is a sign only for firms that sell nothing but cameras. Words for other things, names of programs and text that is about
things weigh more than words for cameras. What people write (names in announcements, host names) is never more than possible.
"""

import re
from collections.abc import Iterator, Sequence

from app.knowledge.load import Knowledge
from app.knowledge.makers import Brand
from app.knowledge.phrases import Phrase
from app.model.certainty import Certainty
from app.model.identity import CAMERA_KINDS, Evidence, Kind, OtherThing
from app.model.sighting import Protocol, Sighting
from app.model.text import Sentence
from app.stages.identify import sentences
from app.stages.identify.branded import branded_title
from app.stages.identify.claim import Attribute, Claim, text_key
from app.stages.identify.lines import Line, lines_of
from app.stages.identify.matched import brand_claims, platform_claims
from app.stages.identify.numbers import Numbers, of_brand
from app.stages.identify.places import Place
from app.stages.identify.statements import CAMERA_PLATFORMS
from app.stages.identify.writing import SMALL_PAGE, is_writing

#: Fields that name the whole device, not one of its programs.
_WHOLE_NAMES = frozenset({"title", "realm", "banner", "prompt"})
#: Where only devices and their makers write, an everyday word is a name.
_BY_DEVICES = frozenset({Protocol.RTSP, Protocol.TLS})
#: So many words besides those of the lists make a title a headline.
_HEADLINE_WORDS = 3
#: Kinds of UPnP devices that no camera has: a recorder among them records television.
_HOME_MEDIA = re.compile(
    r":(?:Media(?:Server|Renderer)|InternetGatewayDevice|WLANAccessPointDevice|dial|Printer|Scanner|(?:Binary|Dimmable)Light|HVAC|SolarProtection)",
    re.IGNORECASE,
)
#: Servers that both computers and devices use.
_USUAL_SERVER = re.compile(
    r"(?:nginx|Apache|Express|Caddy|gunicorn|Werkzeug|uvicorn|Kestrel|Jetty|WEBrick|SimpleHTTP)\b", re.IGNORECASE
)
_PASSWORD = re.compile(r"pass|pwd|psw|login|passwort|motdepasse", re.IGNORECASE)
#: Titles of pages whose form a script draws.
_LOGIN_TITLE = re.compile(
    r"(?:(?:web|user|system|remote|please|device) )?(?:log ?[io]n|sign ?in)(?: page)?"
    r"|anmeld(?:en|ung)|connexion|identification|iniciar sesi[oó]n|acceso|accesso|entrar|zaloguj|logowanie|inloggen"
    r"|вход|登录|登錄|登入|用户登录|ログイン|로그인",
    re.IGNORECASE,
)


def worded(sighting: Sighting, knowledge: Knowledge) -> Iterator[Claim]:
    """The claims of the free text of one answer."""
    lines = lines_of(sighting, knowledge)
    if lines or sighting.protocol is Protocol.RTSP:
        yield from _Wording(sighting, lines, knowledge).claims()


class _Wording:
    def __init__(self, sighting: Sighting, lines: Sequence[Line], knowledge: Knowledge) -> None:
        self._protocol = sighting.protocol
        self._knowledge = knowledge
        self._words = knowledge.phrases.brand_words
        self._lines = lines
        self._public = sighting.untrusted_fields.get("public", "")
        self._device_type = sighting.untrusted_fields.get("device_type", "")
        self._server = sighting.untrusted_fields.get("server", "")
        self._names = [line for line in lines if line.place is Place.NAMES]
        self._chosen = [line for line in lines if line.place is Place.CHOSEN]
        self._shows = [line for line in lines if line.place is Place.SHOWS]
        self._links = [line for line in lines if line.place is Place.LINKS]
        self._files = [line for line in lines if line.place is Place.FILES]
        inputs = sighting.untrusted_fields.get("inputs", "")
        #: An answer that is no page holds what the device says about itself and nothing else.
        self._plain = "variables" in sighting.untrusted_fields
        title = sighting.untrusted_fields.get("title", "").strip()
        self._login = (
            bool(_PASSWORD.search(inputs) or _LOGIN_TITLE.fullmatch(title)) or "realm" in sighting.untrusted_fields
        )
        self._small = len(self._shows) <= SMALL_PAGE
        self._camera = next((line for line in self._names if line.camera and not self._is_headline(line)), None)
        self._other = next((line for line in self._names if line.other), None)

    def claims(self) -> Iterator[Claim]:
        """Everything that follows; nothing from text that is about things."""
        program = self._program()
        if program is not None:
            line, phrase = program
            sure = Certainty.LIKELY if line.place is Place.NAMES or self._camera else Certainty.POSSIBLE
            yield self._kind(line, phrase, sure)
            return
        if is_writing(self._lines, self._server, login=self._login):
            return
        yield from self._kinds()
        yield from self._brands()
        yield from self._marks()
        yield from self._numbers()
        for line in self._names if self._small else ():
            if line.field == "title":
                yield from branded_title(line.text, self._knowledge)
        yield from self._of_chosen()

    def _program(self) -> tuple[Line, Phrase] | None:
        for line in (*self._names, *self._shows):
            for phrase in line.phrases:
                is_program = phrase.says.get("kind") == Kind.SOFTWARE
                if is_program and (
                    line.place is Place.NAMES or (phrase.certainty is Certainty.LIKELY and line.is_label)
                ):
                    return line, phrase
        return None

    def _may_be_site(self) -> bool:
        """Whether a usual server shows the words for a camera only as a title: without a login, a brand or a model number."""
        if self._camera is None or self._camera.field != "title" or self._login:
            return False
        return bool(_USUAL_SERVER.match(self._server)) and not any(line.brands or line.models for line in self._names)

    def _is_headline(self, line: Line) -> bool:
        """Whether a title tells more than the name of a device, as those of sites on the internet do."""
        return line.field == "title" and not self._login and not line.models and line.loose_words >= _HEADLINE_WORDS

    def _kinds(self) -> Iterator[Claim]:
        if self._camera and self._camera.camera and _HOME_MEDIA.search(self._device_type):
            yield self._kind(self._camera, self._camera.camera, Certainty.POSSIBLE)
        elif self._other and self._names_other():
            yield from self._not_camera()
        elif self._camera and self._camera.camera:
            yield self._kind(
                self._camera, self._camera.camera, Certainty.POSSIBLE if self._may_be_site() else Certainty.LIKELY
            )
        else:
            yield from self._shown_kind()

    def _names_other(self) -> bool:
        """Whether it names itself another thing at least as clearly as a camera."""
        if self._other is None or self._camera is None:
            return True
        return self._clash() or self._names.index(self._other) < self._names.index(self._camera)

    def _clash(self) -> bool:
        if self._camera is None or self._other is None:
            return False
        return {self._camera.field, self._other.field} <= _WHOLE_NAMES

    def _not_camera(self) -> Iterator[Claim]:
        sure = Certainty.POSSIBLE if self._clash() else Certainty.LIKELY
        if self._other and self._other.other:
            yield self._thing(self._other, self._other.other, sure)
        if self._camera and self._camera.camera:
            yield self._kind(self._camera, self._camera.camera, Certainty.POSSIBLE)

    def _shown_kind(self) -> Iterator[Claim]:
        """What it is where its names do not say it: by the text that it shows, by a brand, by words that only support."""
        labels = [line for line in (*self._shows, *self._links) if line.is_label]
        shown = next((line for line in labels if line.camera), None)
        thing = next((line for line in labels if line.other), None)
        if shown and shown.camera:
            enough = self._small and (
                self._login or self._plain or bool(self._trusted_brands((*self._shows, *self._names)))
            )
            yield self._kind(shown, shown.camera, Certainty.LIKELY if enough else Certainty.POSSIBLE)
            if enough:
                return
        elif thing and thing.other:
            yield self._thing(thing, thing.other, Certainty.POSSIBLE)
            return
        whole = next((line for line in self._names if line.whole), None)
        if whole and whole.whole:
            if whole.whole.says["kind"] == Kind.OTHER:
                yield self._thing(whole, whole.whole, Certainty.POSSIBLE)
                return
            if not _USUAL_SERVER.match(self._server):
                yield self._kind(whole, whole.whole, Certainty.LIKELY)
                return
        weak = next((line for line in (*self._names, *labels) if line.weak), None)
        branded = next(self._camera_brands(labels, weak), None)
        if branded is not None and branded.certainty is Certainty.LIKELY:
            yield branded
        elif self._protocol is Protocol.RTSP and (stream := self._stream()) is not None:
            yield stream
        elif branded is not None:
            yield branded
        elif weak and weak.weak:
            yield self._kind(weak, weak.weak, Certainty.POSSIBLE)

    def _stream(self) -> Claim | None:
        """A stream with a brand, words for cameras or a password, or of a server without a name; unless a program serves it."""
        if any(
            match.rule.says.get("kind") in {Kind.SOFTWARE, Kind.OTHER}
            for line in self._names
            for match in self._knowledge.match(self._protocol, line.field, line.text)
        ):
            return None
        brands = {brand.id for line in self._names for brand in line.brands}
        # A media server of a firm of cameras is in its cameras.
        if (
            any(line.thing for line in self._names if line.field != "sdp_name")
            and not brands & self._words.cameras_only
        ):
            return None
        line = next((line for line in self._names if line.brands or line.weak), None)
        line = line or next((line for line in self._names if line.field == "realm"), None)
        if line is not None:
            field, text = line.field, line.text
        elif not self._server and _plays_like_a_camera(self._public):
            field, text = "public", self._public
        else:
            return None
        told = sentences.points_to(sentences.reading(self._protocol, field, text), sentences.of_kind(Kind.CAMERA))
        return Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, Evidence(told, Certainty.LIKELY, self._protocol, field))

    def _camera_brands(self, labels: Sequence[Line], weak: Line | None) -> Iterator[Claim]:
        for line in self._names:
            if line.field == "title" and line.loose_words and (not weak or self._is_headline(line)):
                continue
            for brand in line.brands:
                if line.thing is not None or brand.id not in self._words.cameras_only:
                    continue
                if not self._is_ordinary(line, brand) or weak:
                    yield self._camera_of(line, brand, Certainty.LIKELY)
        sure = self._small and (self._login or weak is not None)
        for line in (*labels, *self._files):
            for brand in line.brands:
                if brand.id in self._words.cameras_only and not self._is_ordinary(line, brand):
                    yield self._camera_of(line, brand, Certainty.LIKELY if sure else Certainty.POSSIBLE)

    def _trusted_brands(self, lines: Sequence[Line]) -> set[Brand]:
        return {brand for line in lines for brand in line.brands if not self._is_ordinary(line, brand)}

    def _brands(self) -> Iterator[Claim]:
        named = [(line, brand) for line in self._names for brand in line.brands if self._counts(line, brand)]
        for line, brand in named:
            # The name of the server may be that of a bought component.
            yield from self._brand(line, brand, Certainty.LIKELY)
        if named or not self._small:
            return
        shown = [
            (line, brand)
            for line in (*self._shows, *self._links, *self._files)
            for brand in line.brands
            if not self._is_ordinary(line, brand) or line.camera or line.models
        ]
        if len({brand.id for _, brand in shown}) == 1:
            line, brand = shown[0]
            sure = self._camera is not None or self._login
            yield from self._brand(line, brand, Certainty.LIKELY if sure else Certainty.POSSIBLE)

    def _counts(self, line: Line, brand: Brand) -> bool:
        """An everyday word is a brand only beside the words for a camera, or a model of that brand, or as the whole name."""
        if not self._is_ordinary(line, brand) or self._protocol in _BY_DEVICES:
            return True
        return (
            bool(line.kind)
            or bool(line.weak)
            or self._camera is not None
            or any(of_brand(model.match.rule.says, brand) for model in line.models)
            or text_key(line.text) in {text_key(name) for name in brand.aliases}
        )

    def _is_ordinary(self, line: Line, brand: Brand) -> bool:
        """Whether the line holds only the everyday word; "Axis Communications" is none."""
        if brand.id not in self._words.ordinary:
            return False
        return all(
            line.text[mention.start : mention.end].isalnum() for mention in line.mentions if mention.brand is brand
        )

    def _marks(self) -> Iterator[Claim]:
        """Names of product families."""
        for line in (*self._names, *(line for line in (*self._shows, *self._links) if line.is_label)):
            for phrase in line.phrases:
                if not {"maker", "brand", "platform"} & set(phrase.says):
                    continue
                named = line.place is Place.NAMES or self._camera is not None or self._login
                yield from self._mark(line, phrase, phrase.certainty if named else Certainty.POSSIBLE)

    def _mark(self, line: Line, phrase: Phrase, certainty: Certainty) -> Iterator[Claim]:
        def because(conclusion: str | Sentence) -> Evidence:
            return self._evidence(line, conclusion, certainty, phrase)

        if brand_id := phrase.says.get("brand"):
            brand = self._knowledge.brand(brand_id)
            yield from brand_claims(brand, because(brand.name), self._knowledge)
        if maker_id := phrase.says.get("maker"):
            maker = self._knowledge.maker(maker_id)
            yield Claim(Attribute.MAKER, maker.id, maker.short, because(maker.short))
        if platform_id := phrase.says.get("platform"):
            yield from platform_claims(platform_id, because, self._knowledge)
        kind = phrase.says.get("kind") or (Kind.CAMERA if platform_id in CAMERA_PLATFORMS else "")
        if kind in CAMERA_KINDS and not self._other:
            yield Claim(Attribute.KIND, kind, kind, because(sentences.of_kind(Kind(kind))))

    def _numbers(self) -> Iterator[Claim]:
        """Model and firmware."""
        numbers = Numbers(
            self._protocol,
            tuple(self._names),
            tuple(self._shows),
            frozenset(brand for line in (*self._names, *self._shows, *self._links) for brand in line.brands),
            camera=self._camera is not None,
            login=self._login,
            counts=self._counts,
        )
        yield from numbers.claims(self._knowledge)

    def _of_chosen(self) -> Iterator[Claim]:
        for line in self._chosen:
            if line.camera:
                yield self._kind(line, line.camera, Certainty.POSSIBLE)
            elif line.weak and line.ends_with(line.weak):
                yield self._kind(line, line.weak, Certainty.POSSIBLE)
            elif line.thing:
                yield self._thing(line, line.thing, Certainty.POSSIBLE)
            for brand in line.brands:
                if not self._is_ordinary(line, brand) or line.camera:
                    yield from self._brand(line, brand, Certainty.POSSIBLE)

    def _kind(self, line: Line, phrase: Phrase, certainty: Certainty) -> Claim:
        kind = Kind(phrase.says["kind"])
        return Claim(Attribute.KIND, kind, kind, self._evidence(line, sentences.of_kind(kind), certainty, phrase))

    def _camera_of(self, line: Line, brand: Brand, certainty: Certainty) -> Claim:
        told = sentences.points_to(
            sentences.reading(self._protocol, line.field, line.text), sentences.sells_cameras(brand.name)
        )
        source = brand.sources[0]
        evidence = Evidence(
            told, certainty, self._protocol, line.field, f"brand-{brand.id}", source.url or source.title, brand.date
        )
        return Claim(Attribute.KIND, Kind.CAMERA, Kind.CAMERA, evidence)

    def _thing(self, line: Line, phrase: Phrase, certainty: Certainty) -> Claim:
        thing = OtherThing(phrase.says["other"])
        return Claim(Attribute.OTHER, thing, thing, self._evidence(line, sentences.of_thing(thing), certainty, phrase))

    def _brand(self, line: Line, brand: Brand, certainty: Certainty) -> Iterator[Claim]:
        read = sentences.reading(self._protocol, line.field, line.text)
        source = brand.sources[0]
        evidence = Evidence(
            sentences.points_to(read, brand.name),
            certainty,
            self._protocol,
            line.field,
            f"brand-{brand.id}",
            source.url or source.title,
            brand.date,
        )
        yield from brand_claims(brand, evidence, self._knowledge, by_name=True)

    def _evidence(
        self, line: Line, conclusion: str | Sentence, certainty: Certainty, phrase: Phrase | None
    ) -> Evidence:
        read = sentences.reading(self._protocol, line.field, line.text)
        told = sentences.points_to(read, conclusion) if conclusion else read
        if phrase is None:
            return Evidence(told, certainty, self._protocol, line.field)
        return Evidence(told, certainty, self._protocol, line.field, phrase.id, phrase.source, phrase.source_date)


def _plays_like_a_camera(untrusted_methods: str) -> bool:
    """Whether a server that does not name itself plays streams and takes parameters, and takes in no recordings as players do."""
    methods = {method.strip().upper() for method in untrusted_methods.split(",")}
    return (
        {"DESCRIBE", "SETUP", "PLAY"} <= methods
        and bool(methods & {"GET_PARAMETER", "SET_PARAMETER"})
        and not methods & {"ANNOUNCE", "RECORD", "FLUSH"}
    )
