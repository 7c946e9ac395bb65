"""The form of a contact, new or changed, in the side panel."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from helhedsplan_desktop.records.catalogue import Catalogue
from helhedsplan_desktop.services.contact_views import ContactForm, Duplicate
from ui.language import translate
from ui.parts.form_margin import FormMargin
from ui.parts.remark_box import FindMarks
from ui.screens.contacts.duplicate_note import DuplicateNote
from ui.screens.contacts.form_fields import ContactFields
from ui.theme.icons import Icon
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, Kind
from ui.widgets.side_panel import SidePanel
from ui.widgets.veil import Veil


class ContactFormPanel(SidePanel):
    """Asks for a contact; a name, or what somebody is called, is enough.

    Args:
        catalogue: names of codes.
        find_marks: finds what looks like a CPR number.
        today: tells the present day.
        parent: the page that it lies over.

    Signals:
        changed: the person changed anything.
        identity_changed: name, phone or department changed: look for duplicates.
        saved: the person wants it stored.
        declined: the resident does not want to be registered.
        duplicate_opened: a contact to look at instead.
        restarted: the person wants to begin with an empty form.
    """

    changed = Signal()
    identity_changed = Signal()
    saved = Signal()
    declined = Signal()
    duplicate_opened = Signal(bytes)
    restarted = Signal()

    def __init__(
        self,
        catalogue: Catalogue,
        find_marks: FindMarks,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(translate("ContactForm", "New contact"), parent=parent)
        self._find_marks = find_marks
        self._new = True
        self._note: DuplicateNote | None = None
        self._refused: set[bytes] = set()
        self._resumed = Banner("", button=translate("ContactForm", "Start over"))
        self._resumed.clicked.connect(self.restarted)
        self.fields = ContactFields(catalogue, today)
        self.fields.changed.connect(self._edited)
        self.fields.identity_changed.connect(self.identity_changed)
        self._margin = FormMargin()
        self._margin.form.addWidget(self.fields)
        self._margin.form.addStretch()
        self._veil = Veil(b"contact form", lines=9)
        self._veil.hide()
        self.body.addWidget(self._resumed)
        self.body.addWidget(self._margin)
        self.body.addWidget(self._veil)
        self.body.addStretch()
        self._decline = Button(
            translate("ContactForm", "Does not want to be registered"),
            Kind.GHOST,
            icon=Icon.USER_MINUS,
        )
        self._decline.clicked.connect(self.declined)
        self.add_lead(self._decline)
        close = self.add_action(Button(translate("ContactForm", "Close"), Kind.GHOST))
        close.clicked.connect(self.close_panel)
        self._save = self.add_action(
            Button(translate("ContactForm", "Create contact"), Kind.PRIMARY, key="Ctrl+Enter")
        )
        self._save.clicked.connect(self._try_to_save)

    def begin(self, form: ContactForm, *, new: bool, resumed: str = "") -> None:
        """Open the form.

        Args:
            form: what stands in it.
            new: True for a new contact.
            resumed: when a draft was left that is opened again; empty for none.
        """
        self._refused.clear()
        self.show_duplicates(())
        self.set_title(
            translate("ContactForm", "New contact")
            if new
            else translate("ContactForm", "Edit contact")
        )
        self._save.setText(
            translate("ContactForm", "Create contact") if new else translate("ContactForm", "Save")
        )
        self._new = new
        self.set_saved("")
        self._resumed.setVisible(bool(resumed))
        self._resumed.set_text(
            translate("ContactForm", "You wrote this {when}. Go on where you left off.").format(
                when=resumed
            )
        )
        self.fields.show_form(form)
        self._tell_reason()
        self.show()
        self.raise_()
        self.fields.name.setFocus()
        self.fields.name.end(False)  # noqa: FBT003  Qt's own signature

    def show_duplicates(self, found: Sequence[Duplicate]) -> None:
        """Say in the margin who it may be already; those refused before are left out."""
        shown = tuple(each for each in found if each.rid not in self._refused)
        if self._note is not None:
            if self._note.found == shown:
                return
            self._margin.remove_note(self._note)
            self._note = None
        if not shown:
            return
        self._note = DuplicateNote(shown)
        self._note.opened.connect(self.duplicate_opened)
        self._note.refused.connect(self._refuse_duplicates)
        self._margin.add_note(self._note, self.fields.name, self.fields.below_name)

    def show_problem(self, field: str, sentence: str) -> None:
        """Say why the contact was refused."""
        if field == "name":
            self.fields.name_field.set_error(sentence)
            self.fields.name.setFocus()
        else:
            self.set_reason(sentence)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Keep the person from storing the same contact twice."""
        self._save.setEnabled(not busy and not self._blocked_by())

    def set_veiled(self, veiled: bool) -> None:  # noqa: FBT001  a setter of one truth
        """Hide the whole form, or show it again."""
        self._margin.setVisible(not veiled)
        self._veil.setVisible(veiled)

    def _refuse_duplicates(self) -> None:
        assert self._note is not None
        self._refused |= {each.rid for each in self._note.found}
        self.show_duplicates(())
        self.fields.name.setFocus()

    def _edited(self) -> None:
        self._tell_reason()
        self.changed.emit()

    def _blocked_by(self) -> str:
        """Return why saving is blocked, empty if it is not."""
        if any(self._find_marks(text) for text in self.fields.free_texts()):
            return translate("ContactForm", "Remove the CPR number before you save.")
        return ""

    def _tell_reason(self) -> None:
        reason = self._blocked_by()
        self.set_reason(reason)
        self._save.setEnabled(not reason)
        # The reason stands alone at the left.
        self._decline.setVisible(self._new and not reason)

    def _try_to_save(self) -> None:
        if self.fields.name.text().strip():
            self.saved.emit()
        else:
            self.show_problem(
                "name", translate("ContactForm", "Write a name, or what they are called.")
            )
