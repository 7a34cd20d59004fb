"""Where the window keeps things: the person's inventory, or one that is forgotten while practice cameras are shown."""

from app.inventory.store import Inventory


class Keeping:
    """The inventory in use and the site whose network is looked at."""

    def __init__(self, own: Inventory, site: int = 1) -> None:
        self._own = own
        self._practice: Inventory | None = None
        self._practising = False
        self.site = site

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

    def practise(self, *, on: bool) -> None:
        """Keep what is done from now on only until the program ends, or keep it for good again."""
        self._practising = on

    def close(self) -> None:
        """Close all."""
        self._own.close()
        if self._practice is not None:
            self._practice.close()
