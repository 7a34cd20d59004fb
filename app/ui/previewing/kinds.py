"""The reports in words: what each is called and for whom it is, and what may be put into it."""

from collections.abc import Mapping
from types import MappingProxyType

from app.model.text import N_
from app.report.dossier import Part, ReportKind

KIND_NAMES: Mapping[ReportKind, str] = MappingProxyType(
    {
        ReportKind.RECORD: N_("My record"),
        ReportKind.INSURER: N_("Sheet for the insurer"),
        ReportKind.INSTALLER: N_("Work order for an installer"),
        ReportKind.TENANT: N_("Page for tenant and landlord"),
        ReportKind.AUDIT: N_("Audit for a board or municipality"),
        ReportKind.DEVICE: N_("One device"),
        ReportKind.GUIDE: N_("A guide to follow"),
        ReportKind.NEEDS: N_("Needs sheet for a replacement"),
        ReportKind.KEY: N_("Key to the marks"),
    }
)
KIND_READERS: Mapping[ReportKind, str] = MappingProxyType(
    {
        ReportKind.RECORD: N_("For you: every device, how sure we are, what was published, and what you decided."),
        ReportKind.INSURER: N_(
            "For your insurer: make, model, serial number, place, photo, and lines for the purchase."
        ),
        ReportKind.INSTALLER: N_("For the person who does the work: what is there, what you decided, what to bring."),
        ReportKind.TENANT: N_("For people who live or stay there: which cameras there are, and who sees the pictures."),
        ReportKind.AUDIT: N_("For a council, board or auditor: every unit with evidence, totals and lines to sign."),
        ReportKind.DEVICE: N_("For someone who asks about one camera: all that is known of it, and why we think so."),
        ReportKind.GUIDE: N_("For whoever climbs the ladder: the steps on paper, with boxes to tick."),
        ReportKind.NEEDS: N_("For a seller: what a replacement has to do. It names no product to buy."),
        ReportKind.KEY: N_("For you alone: which mark stands for which device. It stays at home."),
    }
)
PART_NAMES: Mapping[Part, str] = MappingProxyType(
    {
        Part.PHOTOS: N_("Photos"),
        Part.ROOMS: N_("Rooms and places"),
        Part.ROOM_NAMES: N_("Rooms by the names that you gave them"),
        Part.PLAN: N_("A list room by room"),
        Part.QR: N_("A square code with the mark of each device"),
        Part.EVIDENCE: N_("Why we think so"),
        Part.STATEMENTS: N_("What authorities and makers said"),
        Part.OTHERS: N_("Other things on the network"),
        Part.QUESTIONS: N_("Questions that the scan asked"),
        Part.SIGNATURE: N_("Lines to sign"),
    }
)
#: What makes a difference to each report, in the order of the window.
CHOICES: Mapping[ReportKind, tuple[Part, ...]] = MappingProxyType(
    {
        ReportKind.RECORD: (
            Part.ROOMS,
            Part.ROOM_NAMES,
            Part.PLAN,
            Part.STATEMENTS,
            Part.OTHERS,
            Part.QUESTIONS,
            Part.SIGNATURE,
        ),
        ReportKind.INSURER: (Part.PHOTOS, Part.ROOMS, Part.ROOM_NAMES, Part.PLAN, Part.QR, Part.SIGNATURE),
        ReportKind.INSTALLER: (Part.PHOTOS, Part.ROOMS, Part.ROOM_NAMES, Part.PLAN, Part.QR, Part.SIGNATURE),
        ReportKind.TENANT: (Part.ROOMS, Part.ROOM_NAMES, Part.PLAN, Part.SIGNATURE),
        ReportKind.AUDIT: (
            Part.ROOMS,
            Part.ROOM_NAMES,
            Part.PLAN,
            Part.EVIDENCE,
            Part.STATEMENTS,
            Part.QUESTIONS,
            Part.SIGNATURE,
        ),
        ReportKind.DEVICE: (
            Part.PHOTOS,
            Part.ROOMS,
            Part.ROOM_NAMES,
            Part.QR,
            Part.EVIDENCE,
            Part.STATEMENTS,
            Part.SIGNATURE,
        ),
        ReportKind.GUIDE: (Part.ROOMS, Part.ROOM_NAMES, Part.SIGNATURE),
        ReportKind.NEEDS: (Part.PHOTOS, Part.ROOMS, Part.ROOM_NAMES, Part.SIGNATURE),
        ReportKind.KEY: (Part.ROOMS, Part.SIGNATURE),
    }
)
#: Reports about one device.
OF_ONE = frozenset({ReportKind.DEVICE, ReportKind.NEEDS, ReportKind.GUIDE})
