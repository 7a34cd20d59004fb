"""Loads, checks and freezes what resources/ holds, and matches text against rules."""
