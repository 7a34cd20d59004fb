"""What camera-check label writes, for its --help."""

LABEL_HELP = """\
Writes one JSON object to standard output:

  model, serial, mac, fcc_id, grantee, ised, made, firmware, maker, brand, family
            each {"value", "certainty", "because", "against"}; value is null when not known;
            certainty is confirmed, likely, possible or not-known; made is YYYY, YYYY-MM or YYYY-MM-DD
  kind, is_camera       camera, recorder, …; true, false or null
  country               what the label says behind "Made in", or null
  shared_by             the makers that use such model numbers, when the number leaves it open; else null
  found                 each thing on the label: {"kind", "value", "codes"}; value is null for what is hidden
  hidden                kinds of what works like a key (wifi, password, verification-code, setup-code, cloud-id):
                        recognised, never shown, never kept
  findings              what is published: {"type", "id", "state", "source", "date"}, as in a scan file;
                        the printed firmware is left aside, as it may have been updated since
  read_firmware         where its owner finds the firmware version: {"where", "menu", "confirmed"}
  notes, next           sentences; next: {"action", "text", "search", "url"}

A photo may be JPEG, PNG, WebP, BMP or GIF. Nothing is kept and nothing is sent.
Exit codes: 0 done, 1 the photo or the file cannot be read, 2 wrong usage."""
