"""Names that writer and reader of the scan file share."""

#: The version of the format; a reader refuses any other.
SCHEMA = 1
#: The values of an identity.
VALUES = ("brand", "maker", "platform", "model", "firmware", "hardware", "serial", "stated_name")
#: Whole numbers of the coverage.
COUNTS = (
    "addresses_asked",
    "addresses_answered",
    "left_out",
    "most_datagrams_to_one_device",
    "most_connections_to_one_device",
)
