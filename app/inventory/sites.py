"""The places with a network of their own."""

from collections.abc import Sequence

from app.inventory.database import Database
from app.inventory.moments import now
from app.model.kept import Site


class Sites:
    """Keeps the sites; there is always one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> Sequence[Site]:
        """Every site, the oldest first."""
        return [Site(number, name) for number, name in self._database.rows("SELECT id, name FROM sites ORDER BY id")]

    def add(self, name: str) -> Site:
        """A new site."""
        with self._database.transaction() as connection:
            cursor = connection.execute("INSERT INTO sites (name, created) VALUES (?, ?)", (name.strip()[:80], now()))
        return Site(int(cursor.lastrowid or 0), name.strip()[:80])

    def rename(self, site: int, name: str) -> None:
        """Give a site another name."""
        with self._database.transaction() as connection:
            connection.execute("UPDATE sites SET name = ? WHERE id = ?", (name.strip()[:80], site))

    def remove(self, site: int) -> None:
        """Delete a site with its scans and devices; the last one stays, empty."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM scans WHERE site = ?", (site,))
            connection.execute("DELETE FROM devices WHERE site = ?", (site,))
            if connection.execute("SELECT count(*) FROM sites").fetchone()[0] > 1:
                connection.execute("DELETE FROM sites WHERE id = ?", (site,))
