"""Where the window keeps things: the person's inventory, or one that is forgotten while practice cameras are shown."""

from app.inventory.store import Inventory
from app.model.problem import FileNotReadableError

#: The only site of an inventory for practice.
_PRACTICE_SITE = 1


class Keeping:
    """The inventory in use and the site whose network is looked at."""

    def __init__(self, own: Inventory, site: int = 1) -> None:
        self._own = own
        self._practice: Inventory | None = None
        self._practising = False
        self._chosen = site
        self._checked: int | None = None
        self._state: object = None

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
        self._chosen, self._checked = site, None

    @property
    def own_site(self) -> int:
        """The chosen site of the person's inventory; its first one where another window removed the chosen one."""
        return self._own_site(_version(self._own))

    def _own_site(self, version: int) -> int:
        if self._checked != version:
            rows = self._own.database.rows("SELECT id FROM sites ORDER BY id = ? DESC, id LIMIT 1", self._chosen)
            self._chosen, self._checked = int(rows[0][0]), version
        return self._chosen

    @property
    def state(self) -> object:
        """Equal while what was read is still what is kept: same inventory, same site, nothing written by another window.

        While the file does not tell, what was read before is shown on. Raises FileNotReadableError when it never told.
        """
        inventory = self.inventory
        try:
            version = _version(inventory)
            self._state = id(inventory), _PRACTICE_SITE if self._practising else self._own_site(version), version
        except FileNotReadableError:
            if self._state is None:
                raise
        return self._state

    def practise(self, *, on: bool) -> None:
        """Keep what is done from now on only until the program ends, or keep it for good again."""
        self._practising = on

    def close(self) -> None:
        """Close all."""
        self._own.close()
        if self._practice is not None:
            self._practice.close()


def _version(inventory: Inventory) -> int:
    """Another number when another connection wrote."""
    return int(inventory.database.rows("PRAGMA data_version")[0][0])
