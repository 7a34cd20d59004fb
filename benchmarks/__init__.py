"""Measures in the pretend LAN, always beside a peer in the same run; ratios, never bare seconds."""
