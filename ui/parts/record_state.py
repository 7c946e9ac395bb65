"""Where a record's present text is, as a sign and in words: saved here, sent, seen, refused."""

from typing import NamedTuple

from helhedsplan_desktop.services.record_states import REFUSED, SAVED, SEEN
from ui.language import translate
from ui.theme.icons import Icon
from ui.theme.tokens import Tone


class StateSign(NamedTuple):
    """One state; `urgent` if it shall show even where there is room for the text alone."""

    words: str
    icon: Icon
    tone: Tone
    urgent: bool = False


def record_state(state: str) -> StateSign:
    """Return how a state of `services.record_states` is shown."""
    if state == REFUSED:
        words = translate("RecordState", "The server did not take it")
        return StateSign(words, Icon.WARNING_CIRCLE, Tone.AMBER_ICON, urgent=True)
    if state == SAVED:
        words = translate("RecordState", "Waiting to be sent")
        return StateSign(words, Icon.CLOUD_ARROW_UP, Tone.ACCENT, urgent=True)
    if state == SEEN:
        return StateSign(translate("RecordState", "Seen by your lead"), Icon.EYE, Tone.GREEN_ICON)
    return StateSign(translate("RecordState", "Sent"), Icon.CLOUD_CHECK, Tone.TEXT3)
