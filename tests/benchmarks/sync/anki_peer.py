"""Times Anki: notes made on one collection, synced up to a fresh server and down to another.

Runs under an interpreter that has the package `anki`, which this project does not need otherwise:
`PYTHON anki_peer.py TEXTS.json`; prints {"up": seconds, "down": seconds}.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from anki.collection import Collection  # type: ignore[import-not-found]  # no dependency of ours

_TRIES = 100


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port: int = listener.getsockname()[1]
        return port


def await_listening(port: int) -> None:
    for _ in range(_TRIES):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit("Anki's server did not start")


def measure(folder: Path, port: int, texts: list[str]) -> dict[str, float]:
    await_listening(port)
    here, there = (Collection(str(folder / f"{name}.anki2")) for name in ("here", "there"))
    auth = here.sync_login("u", "p", f"http://127.0.0.1:{port}/")
    auth.endpoint = f"http://127.0.0.1:{port}/"
    # Both start from the same empty collection: what follows is an ordinary sync, not a file copy.
    for collection, upload in ((here, True), (there, False)):
        collection.close_for_full_sync()
        collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
        collection.reopen(after_full_sync=True)
    kind, deck = here.models.by_name("Basic"), here.decks.id("Default")
    for number, text in enumerate(texts):
        note = here.new_note(kind)
        note["Front"], note["Back"] = f"n{number}", text
        here.add_note(note, deck)
    begin = time.perf_counter()
    here.sync_collection(auth, False)  # noqa: FBT003  its own signature
    middle = time.perf_counter()
    there.sync_collection(auth, False)  # noqa: FBT003  its own signature
    end = time.perf_counter()
    if there.note_count() != len(texts):
        sys.exit(f"Anki brought {there.note_count()} of {len(texts)} notes")
    return {"up": middle - begin, "down": end - middle}


def main() -> None:
    texts = json.loads(Path(sys.argv[1]).read_text())
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = {
            "SYNC_USER1": "u:p",
            "SYNC_BASE": f"{folder}/server",
            "SYNC_HOST": "127.0.0.1",
            "SYNC_PORT": str(port),
        }
        server = subprocess.Popen(
            [sys.executable, "-m", "anki.syncserver"],
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            sys.stdout.write(json.dumps(measure(Path(folder), port, texts)))
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
