/** What the bytes 0x80 to 0x9F mean; a space where they mean nothing. Everything else is as in ISO 8859-1. */
const special = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * Text of windows-1252, or `undefined` where a byte means nothing. `TextDecoder` of Node 20 reads windows-1252 as
 * ISO 8859-1, and turns the sign of the euro into a control character.
 */
export function decodeWindows1252(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  let isValid = true;
  const decoded = text.replace(/[\u0080-\u009f]/g, (character) => {
    const meant = special[character.charCodeAt(0) - 0x80] ?? ' ';
    if (meant === ' ') isValid = false;
    return meant;
  });
  return isValid ? decoded : undefined;
}
