#!/bin/sh
# A copy of workshop.db while the app runs, tried by reading it, and copies older than so many days put away:
#   sh backup.sh PYTHON FOLDER-OF-THE-STORE FOLDER-OF-THE-COPIES DAYS
# A copy keeps what is deleted from the store later: so many days, and no more.
set -eu
python=$1 store=$2 copies=$3 days=$4
umask 077
mkdir -p "$copies"
copy=$copies/workshop-$(date +%Y-%m-%dT%H%M%S).db
"$python" - "$store/workshop.db" "$copy.part" <<'PYTHON'
import sqlite3
import sys

given, made = sys.argv[1:]
source = sqlite3.connect(f"file:{given}?mode=ro", uri=True)
target = sqlite3.connect(made)
source.backup(target)
target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
found = target.execute("PRAGMA integrity_check").fetchone()[0]
target.close()
source.close()
sys.exit(None if found == "ok" else f"the copy is damaged: {found}")
PYTHON
mv "$copy.part" "$copy"
find "$copies" -name 'workshop-*.db' -mtime +"$days" -delete
echo "$copy"
