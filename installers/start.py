"""Entry of the frozen program."""

import multiprocessing
import sys

if __name__ == "__main__":
    multiprocessing.freeze_support()
    from helhedsplan_desktop.__main__ import main

    sys.exit(main())
