"""A device and what its owner answered → the needs sheet: requirements, not products (policy.md §4.2, §5.2)."""

from collections.abc import Mapping
from types import MappingProxyType

from app.model.identity import Identity, Kind
from app.model.needs import Need, NeedsQuestion
from app.model.text import N_

_YES_NO = (("yes", N_("Yes")), ("no", N_("No")), ("either", N_("Either is fine")))

QUESTIONS = (
    NeedsQuestion(
        "use",
        N_("What should it watch?"),
        (),
        N_("It watches: {answer}."),
    ),
    NeedsQuestion(
        "place",
        N_("Where does it hang?"),
        (
            ("outdoor", N_("Outside, in rain and cold")),
            ("sheltered", N_("Outside, under a roof")),
            ("indoor", N_("Inside")),
        ),
        N_("Place: {answer}."),
        for_recorders=False,
    ),
    NeedsQuestion(
        "form",
        N_("What shape fits there?"),
        (
            ("bullet", N_("A tube that points (bullet)")),
            ("dome", N_("A dome under glass")),
            ("turret", N_("A ball in a cup (turret)")),
            ("doorbell", N_("A doorbell")),
            ("any", N_("Any shape")),
        ),
        N_("Shape: {answer}."),
        for_recorders=False,
    ),
    NeedsQuestion(
        "power",
        N_("How does it get power?"),
        (
            ("poe", N_("Through the network cable (PoE)")),
            ("adapter", N_("Plug-in adapter")),
            ("doorbell-wire", N_("Doorbell wires and transformer")),
            ("battery", N_("Battery")),
            ("coax-power", N_("Power cable beside a coaxial cable")),
        ),
        N_("Power that is there: {answer}."),
    ),
    NeedsQuestion(
        "cable",
        N_("How is it connected?"),
        (
            ("network", N_("Network cable")),
            ("wifi", N_("Wi-Fi")),
            ("coax", N_("Coaxial cable (round, with a twist plug)")),
        ),
        N_("Connection that is there: {answer}."),
    ),
    NeedsQuestion(
        "signal",
        N_("For coaxial cable: which signal do the cameras send?"),
        (
            ("tvi", N_("HD-TVI")),
            ("cvi", N_("HD-CVI")),
            ("ahd", N_("AHD")),
            ("cvbs", N_("Old analog (CVBS)")),
            ("not-known", N_("Not known")),
        ),
        N_("Signal on the coaxial cable: {answer}."),
    ),
    NeedsQuestion(
        "channels",
        N_("How many cameras have to be connected?"),
        (),
        N_("Number of cameras: {answer}."),
        for_cameras=False,
    ),
    NeedsQuestion(
        "recorder",
        N_("Which recorder does it have to work with?"),
        (),
        N_("It has to work with this recorder: {answer}."),
        for_recorders=False,
    ),
    NeedsQuestion(
        "night",
        N_("How much light is there at night?"),
        (
            ("dark", N_("None: it has to see in the dark")),
            ("some", N_("A street lamp or a porch light")),
            ("lit", N_("It is lit all night")),
        ),
        N_("Light at night: {answer}."),
        for_recorders=False,
    ),
    NeedsQuestion("sound", N_("Does it have to record sound?"), _YES_NO, N_("Sound recording: {answer}.")),
    NeedsQuestion(
        "storage",
        N_("Where are recordings to be kept?"),
        (
            ("card", N_("On a card inside")),
            ("recorder", N_("On a recorder in my place")),
            ("cloud", N_("In a cloud service")),
            ("either", N_("Either is fine")),
        ),
        N_("Recordings: {answer}."),
    ),
    NeedsQuestion("days", N_("For how many days are they kept?"), (), N_("Days to keep recordings: {answer}.")),
    NeedsQuestion(
        "outside",
        N_("Do you want to watch from outside your place?"),
        _YES_NO,
        N_("Watching from outside: {answer}."),
    ),
    NeedsQuestion("who", N_("Who looks at it?"), (), N_("Who looks at it: {answer}.")),
)

#: What to ask any seller, whatever is bought (policy.md §4.2).
SELLER_QUESTIONS = (
    N_("Until which date does this exact model get security updates, and where is that written?"),
    N_("Who makes it? Is the maker another company than the brand?"),
    N_("Does it record and can it be watched without a cloud account and without a subscription?"),
    N_("Does its account have a second step at sign-in (two-factor)?"),
    N_("Is the exact model listed on onvif.org, and for which profile (S, T, G)?"),
    N_("In which format are recordings saved, and can I save them without the maker’s program?"),
    N_("In which country are recordings and accounts kept?"),
    N_("Who repairs it in Canada, and for how long is the warranty?"),
)


def needs(identity: Identity, answers: Mapping[str, str] = MappingProxyType({})) -> tuple[Need, ...]:
    """The sheet for a device that is to be replaced. answers are by question id; unknown words of a choice do not count."""
    recorder = identity.kind in {Kind.RECORDER, Kind.ENCODER}
    known = _known(identity)
    found = []
    for question in QUESTIONS:
        if not (question.for_recorders if recorder else question.for_cameras):
            continue
        said = answers.get(f"needs-{question.id}", "").strip()
        if question.choices and said not in dict(question.choices):
            said = ""
        found.append(Need(question, said or known.get(question.id, ""), is_known=not said and question.id in known))
    return tuple(found)


def _known(identity: Identity) -> Mapping[str, str]:
    known = {}
    if identity.kind is Kind.DOORBELL:
        known = {"form": "doorbell", "place": "sheltered"}
    return known
