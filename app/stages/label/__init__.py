"""Texts of a label → its parts: what each thing on it is. Pure; hostile text is a normal case."""

from app.stages.label.parts import LabelParts, read_parts
from app.stages.label.steps import next_steps

__all__ = ["LabelParts", "next_steps", "read_parts"]
