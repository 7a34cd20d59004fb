"""Pictures of devices: bounded JPEG copies inside the file, so that a backup or an export holds them too."""

from collections.abc import Sequence

from app.inventory.database import Database
from app.inventory.devices import Devices
from app.inventory.moments import moment, now
from app.model.kept import Happening, Photo
from app.model.problem import PhotoNotKeptError

#: Bytes of one picture; the window makes a copy that is far smaller.
LARGEST_PHOTO = 2_000_000
PHOTOS_OF_ONE_DEVICE = 12
_JPEG = b"\xff\xd8\xff"
#: Markers of the parts that cameras write about themselves, the place and the time: EXIF and comments.
_PRIVATE = (b"Exif\0\0", b"http://ns.adobe.com/", b"Photoshop 3.0")


def is_clean(jpeg: bytes) -> bool:
    """Whether this is a picture within the limit, without what cameras write into pictures about place, time and themselves."""
    return jpeg.startswith(_JPEG) and len(jpeg) <= LARGEST_PHOTO and not any(word in jpeg for word in _PRIVATE)


class Photos:
    """Keeps pictures by device."""

    def __init__(self, database: Database, devices: Devices) -> None:
        self._database = database
        self._devices = devices

    def add(self, device_id: str, jpeg: bytes, size: tuple[int, int], caption: str = "", site: int = 1) -> int:
        """Keep a picture that was made anew without private data. Raises PhotoNotKeptError for any other."""
        if not is_clean(jpeg):
            raise PhotoNotKeptError
        with self._database.transaction() as connection:
            key = self._devices.key_or_new(device_id, site)
            count = connection.execute("SELECT count(*) FROM photos WHERE device = ?", (key,)).fetchone()[0]
            if count >= PHOTOS_OF_ONE_DEVICE:
                raise PhotoNotKeptError(f"{count} are kept")
            cursor = connection.execute(
                "INSERT INTO photos (device, caption, width, height, added, jpeg) VALUES (?, ?, ?, ?, ?, ?)",
                (key, caption.strip()[:200], *size, now(), jpeg),
            )
            self._devices.note_event(key, Happening.PHOTO_ADDED, "", caption)
        return int(cursor.lastrowid or 0)

    def of(self, device_id: str, site: int | None = None) -> Sequence[Photo]:
        """The pictures of a device, the oldest first."""
        rows = self._database.rows(
            "SELECT id, jpeg, width, height, caption, added FROM photos WHERE device = ? ORDER BY id",
            self._devices.key(device_id, site),
        )
        return [
            Photo(number, jpeg, width, height, caption, moment(added))
            for number, jpeg, width, height, caption, added in rows
        ]

    def remove(self, number: int) -> None:
        """Delete one picture."""
        with self._database.transaction() as connection:
            for (key,) in connection.execute("SELECT device FROM photos WHERE id = ?", (number,)).fetchall():
                connection.execute("DELETE FROM photos WHERE id = ?", (number,))
                self._devices.note_event(key, Happening.PHOTO_REMOVED)
