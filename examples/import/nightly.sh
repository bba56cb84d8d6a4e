#!/bin/sh
# Imports every extract of a folder that is not imported yet, in the order of the names: put the date into the name, such as
# patients-2026-11-27.csv. Each extract has its own journal, so a run that was killed is resumed by the next one.
#
# Exit codes: 0 everything was written; 1 some records were rejected, see *.rejects.ndjson; otherwise that of the import that stopped.
set -u
extracts=${EXTRACTS:-/srv/extracts}
mapping=${MAPPING:-/etc/clinia-import/patients.mjs}
journals=${JOURNALS:-/var/lib/clinia-import}

# SIGTERM is forwarded: the import then finishes the bulks in progress. Ctrl-C reaches it without the shell.
child=
stopping=
trap 'stopping=1; kill "$child" 2>/dev/null' TERM
trap 'stopping=1' INT
run() {
  "$@" &
  child=$!
  wait "$child"
  code=$?
  while kill -0 "$child" 2>/dev/null; do # a signal ended the wait, not the import
    wait "$child"
    code=$?
  done
}

result=0
for extract in "$extracts"/*.csv; do
  journal=$journals/$(basename "$extract").import
  if [ ! -e "$extract" ] || [ -e "$journal.done" ]; then continue; fi
  if [ -n "$stopping" ]; then exit 130; fi
  run clinia-registry import "$extract" --mapping "$mapping" --journal "$journal" --progress text \
    ${SHARD:+--shard "$SHARD"} ${METRICS:+--metrics "$METRICS"}
  case $code in
    0) ;;
    1) result=1 ;;
    *) exit "$code" ;; # a later extract must not be written before this one
  esac
  touch "$journal.done"
done

# Deletes old extracts, if KEEP_DAYS is set, and the journals of deleted extracts. A journal that is deleted before its extract would
# let the extract be imported again, over newer ones.
if [ -n "${KEEP_DAYS:-}" ]; then find "$extracts" -name '*.csv' -mtime +"$KEEP_DAYS" -delete; fi
for done in "$journals"/*.import.done; do
  journal=${done%.done}
  extract=$extracts/$(basename "$journal" .import)
  if [ -e "$done" ] && [ ! -e "$extract" ]; then rm -f "${journal%.import}.rejects.ndjson" "$journal" "$done"; fi
done
exit "$result"
