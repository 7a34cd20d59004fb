"""Guides on screen: the list, one guide with its steps and ticks, and the scan that ends it."""
