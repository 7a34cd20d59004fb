"""One typed report model, written as HTML, CSV or JSON. No Qt."""
