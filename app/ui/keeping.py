"""Where the window keeps things: the person's inventory, or one that is forgotten while practice cameras are shown."""

from app.inventory.store import Inventory

#: The only site of an inventory for practice.
_PRACTICE_SITE = 1


class Keeping:
    """The inventory in use and the site whose network is looked at."""

    def __init__(self, own: Inventory, site: int = 1) -> None:
        self._own = own
        self._practice: Inventory | None = None
        self._practising = False
        self._chosen = site

    @property
    def inventory(self) -> Inventory:
        """The one in use."""
        if not self._practising:
            return self._own
        if self._practice is None:
            self._practice = Inventory.in_memory()
        return self._practice

    @property
    def own(self) -> Inventory:
        """The person's, whatever is shown."""
        return self._own

    @property
    def site(self) -> int:
        """The site to use with the inventory in use. What is set is the one of the person's own inventory."""
        return _PRACTICE_SITE if self._practising else self.own_site

    @site.setter
    def site(self, site: int) -> None:
        self._chosen = site

    @property
    def own_site(self) -> int:
        """The chosen site of the person's inventory; its first one where another window removed the chosen one."""
        rows = self._own.database.rows("SELECT id FROM sites ORDER BY id = ? DESC, id LIMIT 1", self._chosen)
        return int(rows[0][0]) if rows else self._chosen

    @property
    def state(self) -> object:
        """Equal while what was read is still what is kept: same inventory, same site, nothing written by another window."""
        inventory = self.inventory
        return id(inventory), self.site, inventory.database.rows("PRAGMA data_version")[0][0]

    def practise(self, *, on: bool) -> None:
        """Keep what is done from now on only until the program ends, or keep it for good again."""
        self._practising = on

    def close(self) -> None:
        """Close all."""
        self._own.close()
        if self._practice is not None:
            self._practice.close()
