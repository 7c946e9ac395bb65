#!/usr/bin/env bash
# Builds the frozen program into dist/helhedsplan-desktop and lets it test itself.
# Needs the repository's virtual environment or Python 3.11+; installs what it lacks from hashes.
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install -q -c requirements/constraints.txt -e '.[desktop,server,package]'
.venv/bin/pyinstaller --noconfirm --log-level WARN installers/helhedsplan.spec
.venv/bin/python installers/smoke_test.py dist/helhedsplan-desktop
