"""What the forms call the fields that errors speak of."""

from ui.language import translate


def field_word(field: str) -> str:
    """Return what the forms call a field; an unknown one is just "Field"."""
    names = {
        "name": translate("FieldNames", "Name or known as"),
        "text": translate("FieldNames", "What happened?"),
        "contacts": translate("FieldNames", "Who"),
        "happened_on": translate("FieldNames", "Date"),
        "happened_at": translate("FieldNames", "Time"),
        "due_on": translate("FieldNames", "Due date"),
        "what": translate("FieldNames", "Next step"),
        "next_step": translate("FieldNames", "Next step"),
        "next_step_on": translate("FieldNames", "Due date"),
        "outcome": translate("FieldNames", "Why"),
        "organisation": translate("FieldNames", "Organisation"),
        "phone": translate("FieldNames", "Phone"),
        "role": translate("FieldNames", "Role"),
        "reason": translate("FieldNames", "Reason"),
    }
    return names.get(field, translate("FieldNames", "Field"))
