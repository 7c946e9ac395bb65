"""Looks for unreachable objects on the GUI thread only.

Python looks for cycles on whatever thread happens to make an object. On a worker, a part of a
window that is found there dies there: Qt holds its lock of connections and asks for Python's, while
the GUI thread holds Python's and asks for Qt's, and the window stands still for ever. Timers of the
part cannot be stopped there either. So Python's own looking is off, and a timer of the GUI thread
looks instead, when Python would have.
"""

import gc
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY_MS: Final = 1000
_GENERATIONS: Final = (2, 1, 0)


class Collector(QObject):
    """Looks for unreachable objects as long as it lives; belongs to the GUI thread.

    Args:
        parent: the application.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(_EVERY_MS)

    def look(self) -> None:
        """Look through the oldest generation that is due, by the thresholds that hold."""
        counts, thresholds = gc.get_count(), gc.get_threshold()
        for generation in _GENERATIONS:
            if counts[generation] > thresholds[generation]:
                gc.collect(generation)
                return


def leave_out_what_stands() -> None:
    """Never look again through what is there now: modules, types and words, for good.

    One look through them all holds the window up for 60 to 90 ms; what a person opens and closes
    is a small part of that. Nothing happens where no collector looks.
    """
    app = QCoreApplication.instance()
    if app is not None and app.findChild(Collector) and not gc.get_freeze_count():
        gc.collect()
        gc.freeze()
