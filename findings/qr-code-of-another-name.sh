#!/usr/bin/env bash
# qrcode-generator 2.0.4: a QR code holds the low byte of each character, unless another function is put in place.
#
# One would guess that a writer of QR codes either encodes text in UTF-8, as readers expect, or refuses what it cannot encode. This
# one keeps eight bits of each UTF-16 unit: ü comes out in Latin-1, whatever charset the text itself declares, and what lies
# beyond becomes another character. Ł (U+0141) is A (U+0041): the code is sound, every reader reads it, and it names
# somebody else. In codes of transfers banks compare the name. `qrcode.stringToBytes = qrcode.stringToBytesFuncs['UTF-8']`
# avoids it, for the whole process.
#
# Seen: by default: Aukasz Nowak; with the function for UTF-8: Łukasz Nowak; bytes of ü: fc, then c3bc
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

npm init --yes >/dev/null
npm install --loglevel=error --no-audit --no-fund --save-exact qrcode-generator@2.0.4 jsqr@1.4.0 >/dev/null

cat >look.mjs <<'SCRIPT'
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const qrcode = require('qrcode-generator');
const readCode = require('jsqr');

/** What a reader sees, each module four pixels wide, with a quiet zone. */
function writeAndRead(text) {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const modules = code.getModuleCount();
  const width = (modules + 8) * 4;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const [row, column] = [Math.floor(y / 4) - 4, Math.floor(x / 4) - 4];
      const isInside = row >= 0 && column >= 0 && row < modules && column < modules;
      if (isInside && code.isDark(row, column)) pixels.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return (readCode.default ?? readCode)(pixels, width, width)?.data;
}

const bytesOf = (text) => Buffer.from(qrcode.stringToBytes(text)).toString('hex');
const [read, bytes] = [writeAndRead('Łukasz Nowak'), bytesOf('ü')];
qrcode.stringToBytes = qrcode.stringToBytesFuncs['UTF-8'];
console.log(
  `by default: ${read}; with the function for UTF-8: ${writeAndRead('Łukasz Nowak')}; bytes of ü: ${bytes}, then ${bytesOf('ü')}`,
);
SCRIPT

found=$(node look.mjs)
echo "$found"
[ "$found" = 'by default: Aukasz Nowak; with the function for UTF-8: Łukasz Nowak; bytes of ü: fc, then c3bc' ]
