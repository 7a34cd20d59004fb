"""Camera Check: finds the cameras on a person's own network and says who made them."""

__version__ = "0.1.0"
