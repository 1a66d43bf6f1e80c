import { isAscii, isUtf8 } from 'node:buffer';

/**
 * Text of chunks of UTF-8, strictly, without the mark at its start; `undefined` in ends it, out means that it is none. Texts of ASCII
 * have one byte a character, which everything that reads them is faster with; those of `TextDecoder` have two.
 */
export function createUtf8Decoder(): (chunk: Uint8Array | undefined) => string | undefined {
  let cut: Uint8Array = new Uint8Array(0);
  let isStart = true;
  return (chunk) => {
    const bytes = chunk === undefined ? cut : cut.length === 0 ? chunk : Buffer.concat([cut, chunk]);
    const length = chunk === undefined ? bytes.length : lengthOfWhole(bytes);
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, length);
    cut = bytes.subarray(length);
    if (isAscii(whole)) {
      if (length > 0) isStart = false;
      return whole.toString('latin1');
    }
    if (!isUtf8(whole)) return undefined;
    const text = whole.toString('utf8');
    const isMarked = isStart && text.charCodeAt(0) === 0xfeff;
    isStart = false;
    return isMarked ? text.slice(1) : text;
  };
}

/** Without the bytes of a character whose others come with the next chunk. */
function lengthOfWhole(bytes: Uint8Array): number {
  const { length } = bytes;
  for (let back = 1; back <= 3 && back <= length; back++) {
    const byte = bytes[length - back] as number;
    if (byte < 0x80) return length;
    if (byte < 0xc0) continue;
    const needed = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return needed > back ? length - back : length;
  }
  return length;
}
