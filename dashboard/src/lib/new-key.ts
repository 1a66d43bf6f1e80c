/** A key that no other request has. Browsers make UUIDs on https alone, and random bytes everywhere. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}
