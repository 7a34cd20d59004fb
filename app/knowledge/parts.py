"""The folders of resources/ that hold facts. Words, icons and pages belong to the program."""

PARTS = (
    "advisories",
    "companies",
    "firmware",
    "guides",
    "label",
    "makers",
    "oui",
    "policy",
    "reading",
    "rules",
    "words",
)
