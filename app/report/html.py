"""A report as one HTML file that needs nothing else: no script, no link that loads."""

import re
from base64 import b64encode
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from app.places import resources_folder
from app.report.model import Column, Picture, QrCode, Report, Table
from app.report.sources import on_page

_ADDRESS = re.compile(r'https://[^\s<>"\']{1,2000}')


def render(report: Report) -> str:
    """The file's text, UTF-8 when written. Every text is escaped."""
    return _template().render(report=report)


def _kind(block: object) -> str:
    return type(block).__name__


def _address(text: str) -> str:
    """The web address that a source begins with or holds, "" where there is none."""
    found = _ADDRESS.search(text)
    return found.group().rstrip(").,;") if found else ""


def _data(picture: Picture) -> str:
    """The photo as an address that holds it."""
    return f"data:image/jpeg;base64,{b64encode(picture.jpeg).decode('ascii')}"


def _share(table: Table, column: Column) -> str:
    """The part of the width that the column takes, in percent."""
    return f"{100 * column.weight / sum(one.weight for one in table.columns):.2f}"


def _path(code: QrCode) -> str:
    """The dark modules as a path, with the quiet zone of four modules (ISO/IEC 18004) around them."""
    return "".join(
        f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(code.modules) for x, dark in enumerate(row) if dark
    )


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(resources_folder() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(kind=_kind, address=_address, on_page=on_page, data=_data, path=_path, share=_share)
    environment.globals["css"] = (resources_folder() / "report" / "report.css").read_text("utf-8")
    return environment.get_template("report.html.j2")
