"""The reports for other readers, one file a reader."""
