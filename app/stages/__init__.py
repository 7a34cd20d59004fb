"""Pure functions, one per arrow: merge, identify, policy."""
