#!/usr/bin/env bash
# Writes both requirement files anew from pyproject.toml; run after a pin there was changed.
set -euo pipefail
cd "$(dirname "$0")/.."
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q pip-tools
"$work/venv/bin/pip-compile" -q --no-emit-index-url --no-emit-options --no-emit-trusted-host \
    --no-emit-find-links --no-annotate --no-header --strip-extras --allow-unsafe --generate-hashes \
    --extra desktop --extra server --extra test --extra package \
    -o requirements/hashed.txt pyproject.toml
grep -v 'hash=' requirements/hashed.txt | sed 's/ \\$//' | grep '==' > requirements/constraints.txt
