"""A report as one HTML file that needs nothing else: no script, no link that loads."""

import re
from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from app.places import resources_folder
from app.report.model import Report

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


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(resources_folder() / "report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(kind=_kind, address=_address)
    environment.globals["css"] = (resources_folder() / "report" / "report.css").read_text("utf-8")
    return environment.get_template("report.html.j2")
