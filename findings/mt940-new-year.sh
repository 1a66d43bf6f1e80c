#!/usr/bin/env bash
# mt940js 1.3.5, with a valid movement of an MT940 around New Year.
#
# Field 61 gives the value day with its year (260102) and the booking day without one (1231). One would guess that the
# booking day of what was booked on New Year's Eve with the value of the second of January is in the year before. The reader
# takes the year of the value day: money is booked twelve months after it came.
#
# Seen: value 2026-01-02, booked 2026-12-31
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact mt940js@1.3.5 >/dev/null

cat >look.cjs <<'SCRIPT'
const { Parser } = require('mt940js');

const lines = [
  ...[':20:STARTUMS', ':25:DE09000000000000000001', ':28C:1/1', ':60F:C251230EUR100,00'],
  ...[':61:2601021231C12,50NTRFNONREF//B1', ':86:Invoice 17', ':62F:C251231EUR112,50', '-'],
];
const [movement] = new Parser().parse(lines.join('\r\n'))[0].transactions;
const day = (date) => date.toISOString().slice(0, 10);
console.log(`value ${day(movement.date)}, booked ${day(movement.entryDate)}`);
SCRIPT

found=$(TZ=UTC node look.cjs)
echo "$found"
[ "$found" = 'value 2026-01-02, booked 2026-12-31' ]
