"""The report model drawn on pages: PDF file, printer, preview."""
