#!/usr/bin/env bash
# ibantools 4.5.4: an IBAN as it is copied out of a page or a PDF, and where SEPA ends.
#
# 1. One would guess that `electronicFormatIBAN` gives the form without spaces, so that `isValidIBAN` of it is the way to take what
#    people paste. It drops plain spaces and hyphens. Pages and PDFs group by no-break spaces, so that no line breaks inside:
#    those stay, and a true IBAN is refused.
# 2. One would guess that `isSEPACountry` knows where transfers in euros go. Albania, Moldova, Montenegro and North Macedonia
#    take part since October 2025, Serbia since May 2026: for all five it is false, while Gibraltar and San Marino are true.
#
# Seen: plain spaces: true; no-break spaces: false; not in SEPA: AL MD ME MK RS
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact ibantools@4.5.4 >/dev/null

cat >look.mjs <<'SCRIPT'
import { createRequire } from 'node:module';

const { electronicFormatIBAN, isSEPACountry, isValidIBAN } = createRequire(import.meta.url)('ibantools');
const takes = (text) => isValidIBAN(electronicFormatIBAN(text));

// The example of the registry.
const grouped = 'NL91 ABNA 0417 1643 00';
const outside = ['AL', 'GI', 'MD', 'ME', 'MK', 'RS', 'SM'].filter((country) => !isSEPACountry(country));
console.log(
  `plain spaces: ${takes(grouped)}; no-break spaces: ${takes(grouped.replaceAll(' ', '\u00a0'))}; not in SEPA: ${outside.join(' ')}`,
);
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = 'plain spaces: true; no-break spaces: false; not in SEPA: AL MD ME MK RS' ]
