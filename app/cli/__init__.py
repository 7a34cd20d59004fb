"""The command line: the same scan and stages for scripts and for a machine without a screen."""
