"""Runs the frozen program: its self-test against a server on loopback, its window, its size."""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def main() -> int:
    """Return 0 if the frozen program in the folder given as argument passes."""
    folder = Path(sys.argv[1])
    suffix = ".exe" if sys.platform == "win32" else ""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"size {size / 1e6:.0f} MB in {sum(1 for _ in folder.rglob('*'))} files")
    with tempfile.TemporaryDirectory() as data:
        server = subprocess.Popen(
            [
                Path(sys.executable).with_name("helhedsplan-server" + suffix),
                "serve",
                "--init",
                "--data",
                data,
                "--host",
                "127.0.0.1",
                "--port",
                "0",
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            address, code = _read_start(server)
            command = [
                folder / f"helhedsplan{suffix}",
                "--self-test",
                "--server",
                address,
                "--founding-code",
                code,
            ]
            started = time.monotonic()
            done = subprocess.run(command, check=False, timeout=300)
            print(f"self-test ended with {done.returncode} in {time.monotonic() - started:.1f} s")
        finally:
            server.terminate()
            server.wait(20)
    return done.returncode


def _read_start(server: "subprocess.Popen[str]") -> tuple[str, str]:
    """Return the address and the founding code that the server prints."""
    assert server.stdout is not None
    address = code = ""
    while not (address and code):
        line = server.stdout.readline()
        if not line:
            raise SystemExit("the server did not start")
        if found := re.search(r"listening (\S+)", line):
            address = found.group(1)
        if found := re.search(r"founding-code (\S+)", line):
            code = found.group(1)
    return address, code


if __name__ == "__main__":
    sys.exit(main())
