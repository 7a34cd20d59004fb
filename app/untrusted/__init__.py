"""Readers for what devices send: text, XML, message heads, addresses. Pure, bounded, and what they return stays untrusted."""
