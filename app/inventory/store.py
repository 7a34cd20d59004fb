"""What the person keeps, in one SQLite file: sites, scans, devices with their own words, decisions, guides, photos.

When a call returns, what it kept is on the disk.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.inventory import database
from app.inventory.database import Database, files_beside
from app.model.problem import AppError, FileNotWrittenError
from app.places import data_folder

if TYPE_CHECKING:
    from app.inventory.decisions import Decisions
    from app.inventory.devices import Devices
    from app.inventory.guide_book import GuideBook
    from app.inventory.photos import Photos
    from app.inventory.scans import Scans
    from app.inventory.sites import Sites


def default_path() -> Path:
    """The file in the person's data folder."""
    return data_folder() / "inventory.sqlite3"


class Inventory:
    """The kept data. A context manager. Its parts raise FileNotWrittenError and FileNotReadableError."""

    def __init__(self, opened: Database) -> None:
        self.database = opened

    @cached_property
    def sites(self) -> "Sites":
        """The places with a network of their own."""
        from app.inventory.sites import Sites  # noqa: PLC0415 - the window opens with the file alone

        return Sites(self.database)

    @cached_property
    def devices(self) -> "Devices":
        """The devices, through changes of address, firmware and name."""
        from app.inventory.devices import Devices  # noqa: PLC0415 - likewise

        return Devices(self.database)

    @cached_property
    def scans(self) -> "Scans":
        """The past scans."""
        from app.inventory.scans import Scans  # noqa: PLC0415 - likewise

        return Scans(self.database, self.devices)

    @cached_property
    def decisions(self) -> "Decisions":
        """The decision book."""
        from app.inventory.decisions import Decisions  # noqa: PLC0415 - likewise

        return Decisions(self.database, self.devices)

    @cached_property
    def guides(self) -> "GuideBook":
        """Ticks and answers."""
        from app.inventory.guide_book import GuideBook  # noqa: PLC0415 - likewise

        return GuideBook(self.database, self.devices)

    @cached_property
    def photos(self) -> "Photos":
        """The pictures."""
        from app.inventory.photos import Photos  # noqa: PLC0415 - likewise

        return Photos(self.database, self.devices)

    @property
    def has_scans(self) -> bool:
        """Whether a scan is kept; quick, for it needs none of the parts."""
        return bool(self.database.rows("SELECT 1 FROM scans LIMIT 1"))

    @classmethod
    def open(cls, path: Path | None = None) -> Self:
        """Open or make the file. Raises InventoryNewerError, InventoryDamagedError, FileNotReadableError."""
        return cls(Database.open(path or default_path()))

    @classmethod
    def in_memory(cls) -> Self:
        """An inventory that is gone when it is closed: for practice cameras."""
        return cls(Database.in_memory())

    @property
    def path(self) -> Path:
        """The file."""
        return self.database.path

    def close(self) -> None:
        """Close the file; a second time does nothing."""
        self.database.close()

    def delete_everything(self) -> None:
        """Delete all that is kept, every copy and damaged file beside it included; an empty inventory is left.

        Raises InventoryInUseError when traces are left in the file because another program reads it.
        """
        with self.database.transaction() as connection:
            for table in ("scans", "devices", "sites"):
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own words
            connection.execute("INSERT INTO sites (id, name, created) VALUES (1, '', '')")
        for beside in files_beside(self.path):
            try:
                beside.unlink(missing_ok=True)
            except OSError as error:
                raise FileNotWrittenError(str(error), file=beside.name) from error
        self.database.shrink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_or_set_aside(path: Path | None = None) -> tuple[Inventory, AppError | None]:
    """Open the file; a damaged one is set aside, and the problem given back says what took its place.

    Raises InventoryNewerError and FileNotReadableError like Inventory.open.
    """
    opened, problem = database.open_or_set_aside(path or default_path())
    return Inventory(opened), problem
