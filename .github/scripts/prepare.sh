#!/usr/bin/env bash
# Compares the contract with the published description. Where something is to be done, leaves a proposal in a folder: report.md, and
# changes.patch with what `--accept` and `generate` wrote. It handles a document that is not ours, so it runs without any right to write.
#
#   prepare.sh <folder> [<document>]     the live document by default
set -euo pipefail
proposal=$1
shift

mkdir -p "$proposal"
code=0
npm run --silent upstream -- "$@" > "$proposal/report.md" || code=$?
# 0: nothing to do. 1: something. 2: could not be compared. 3: a crash, and so is a 1 without a report, which is npm's own.
[ "$code" -ne 1 ] || [ -s "$proposal/report.md" ] || code=3
if [ "$code" -ne 1 ]; then
  cat "$proposal/report.md"
  rm -r "$proposal"
  exit "$code"
fi

npm run --silent upstream -- --accept "$@" > "$proposal/report.md" || [ $? -eq 1 ]
if ! npm run --silent generate >&2; then
  printf '\n`npm run generate` fails on what was taken over: see the log of the job.\n' >> "$proposal/report.md"
fi
git add --all openapi src/generated .changeset
git diff --cached --binary > "$proposal/changes.patch"
cat "$proposal/report.md"
