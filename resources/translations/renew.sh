#!/usr/bin/env bash
# Takes new strings of the window into the .ts files and compiles the .qm files.
# Danish is then filled in by hand or with Qt Linguist; a test fails while a string waits.
set -euo pipefail
cd "$(dirname "$0")/../.."
bin="${VIRTUAL_ENV:-.venv}/bin"
mapfile -t sources < <(find ui -name '*.py' | sort)
"$bin/pyside6-lupdate" -silent -locations none -no-obsolete -source-language en -target-language da_DK \
    "${sources[@]}" -ts resources/translations/helhedsplan_da.ts
"$bin/pyside6-lupdate" -silent -locations none -no-obsolete -pluralonly -source-language en -target-language en_GB \
    "${sources[@]}" -ts resources/translations/helhedsplan_en.ts
for language in da en; do
    "$bin/pyside6-lrelease" -silent "resources/translations/helhedsplan_$language.ts" \
        -qm "resources/translations/helhedsplan_$language.qm"
done
