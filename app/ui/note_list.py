"""Published notes on one device: what applies, what may apply, what does not; each ends in something the owner can do."""

from collections.abc import Sequence

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QPalette
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from app.model.finding import FindingState
from app.model.text import N_
from app.ui.icons import IconLabel
from app.ui.note_words import DeviceNotes, NoteView, counts_of
from app.ui.theme import Space
from app.ui.widgets import Button, Label, column, empty, row
from app.words import Words

_STATES = {
    FindingState.APPLIES: N_("Applies"),
    FindingState.CANNOT_TELL: N_("May apply"),
    FindingState.DOES_NOT_APPLY: N_("Does not apply"),
}
#: Notes that are shown before the person asks for all of them.
_AT_ONCE = 3


class NoteList(QWidget):
    """A summary, then the notes; those that do not apply wait behind the button that shows all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._notes = DeviceNotes()
        self._words: Words | None = None
        self._heading, self._summary = Label(role="strong"), Label()
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(Space.L)
        self.more = Button("chevron-right", role="section")
        self.more.clicked.connect(self._toggle)
        self.setLayout(
            column(column(self._heading, self._summary, spacing=Space.XS), self._blocks, self.more, spacing=Space.M)
        )

    def close_all(self) -> None:
        """Show only the first notes, as for a new device."""
        self._all = False

    def show_notes(self, notes: DeviceNotes, words: Words, *, has_model: bool) -> None:
        """Fill in."""
        self._notes, self._words = notes, words
        self._heading.setText(words.text("Published notes on weaknesses"))
        self._summary.setText(_summary(notes, words, has_model=has_model))
        self._fill()

    def _fill(self) -> None:
        words, views = self._words, self._notes.weaknesses
        if words is None:
            return
        empty(self._blocks)
        open_ones = [view for view in views if view.state is not FindingState.DOES_NOT_APPLY]
        shown = views if self._all else open_ones[:_AT_ONCE]
        told = ""
        for view in shown:
            self._blocks.addLayout(_block(view, words, same_reason=view.because == told, in_full=self._all))
            told = view.because
        hidden = len(views) - min(len(open_ones), _AT_ONCE)
        self.more.setVisible(hidden > 0)
        self.more.show_icon("chevron-down" if self._all else "chevron-right")
        self.more.setText(
            words.text("Show fewer") if self._all else words.plural("Show {count} more", "Show {count} more", hidden)
        )

    @Slot()
    def _toggle(self) -> None:
        self._all = not self._all
        self._fill()


class SupportLines(QWidget):
    """Until when the maker gives updates: the published statement, or how to ask."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = Label(role="strong")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.S)
        self.setLayout(column(self._heading, self._lines, spacing=Space.XS))

    def show_support(self, views: Sequence[NoteView], maker: str, words: Words, *, has_model: bool) -> None:
        """Fill in. maker is who can be asked, "" when not known."""
        self._heading.setText(words.text("Updates from the maker"))
        empty(self._lines)
        told = [view for view in views if view.state is not FindingState.DOES_NOT_APPLY]
        for view in told:
            self._lines.addLayout(_block(view, words, same_reason=view.state is FindingState.APPLIES, in_full=False))
        if not told:
            whom = (
                words.text("Ask {maker} or the seller").format(maker=maker[:80])
                if maker
                else words.text("Ask the seller")
            )
            line = Label()
            found = (
                words.text("We found no published end of updates for this model.")
                if has_model
                else words.text("The model is not known, so we could not look for an end of updates.")
            )
            ask = words.text("{whom}: “Until which date does this exact model get security updates?”").format(whom=whom)
            line.say(f"{found} {ask}")
            self._lines.addWidget(line)


def _summary(notes: DeviceNotes, words: Words, *, has_model: bool) -> str:
    applies, perhaps, not_at_all = counts_of(notes.weaknesses)
    told = []
    if applies:
        told.append(
            words.plural("{count} published note applies to it.", "{count} published notes apply to it.", applies)
        )
    if perhaps:
        told.append(
            words.plural(
                "For {count} note we cannot tell whether it applies.",
                "For {count} notes we cannot tell whether they apply.",
                perhaps,
            )
        )
    if not_at_all:
        told.append(words.plural("{count} does not apply to it.", "{count} do not apply to it.", not_at_all))
    if not told:
        if not has_model:
            told.append(words.text("The model is not known, so we cannot look it up."))
        else:
            told.append(words.text("Nothing in our list of {date} names this model.").format(date=notes.list_date))
        told.append(words.text("That does not mean that there is nothing."))
    return " ".join(told)


def _block(view: NoteView, words: Words, *, same_reason: bool, in_full: bool) -> QVBoxLayout:
    """State and meaning, why, what to do, then the fine print. same_reason: the note before told why already.

    in_full adds the record's own words on models and versions.
    """
    head = Label(role="strong")
    head.say(f"{words.text(_STATES[view.state])} · {view.means}")
    lines: list[QWidget | QLayout] = [head]
    if view.because and not same_reason:
        lines.append(_say(view.because))
    if view.state is not FindingState.DOES_NOT_APPLY:
        lines.append(_say(words.text("What you can do: {step}").format(step=view.step)))
        if view.attacked:
            lines.append(_say(view.attacked))
    fine = words.text("{id}, published {date}. Checked on {checked}.").format(
        id=view.id, date=view.published, checked=view.checked
    )
    if view.limit and in_full:
        fine += " " + words.text("The record says: {limit}").format(limit=view.limit)
    lines.append(_say(fine, "note"))
    if view.source_url.startswith("https://"):
        # A button of fixed width would make the whole column as narrow as itself.
        lines.append(row(_Source(view, words), 1))
    picture = "check" if view.state is FindingState.DOES_NOT_APPLY else "notice"
    block = row(IconLabel(picture, 24, QPalette.ColorRole.Highlight), spacing=Space.M)
    block.addLayout(column(*lines, spacing=Space.XS), 1)
    return column(block)


class _Source(Button):
    def __init__(self, view: NoteView, words: Words) -> None:
        super().__init__("link", role="link")
        self._url = view.source_url
        self.setText(words.text("Read the source"))
        self.setAccessibleDescription(f"{view.id}, {view.source_text}")
        self.clicked.connect(self._open)

    @Slot()
    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl(self._url, QUrl.ParsingMode.StrictMode))


def _say(text: str, role: str = "") -> Label:
    label = Label(role=role)
    label.say(text, 2000)
    return label
