"""The preview of reports: pages, switches, and ways to hand them over."""
