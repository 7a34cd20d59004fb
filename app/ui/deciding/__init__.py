"""Where a person decides about a device: what they know, the five ways, the decision and its history."""
