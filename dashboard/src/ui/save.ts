const keptMs = 60_000;

/** Hands a file to the browser's downloads. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const anchor = document.createElement('a');
  anchor.href = address;
  anchor.download = name.replace(/[^\p{Letter}\p{Number}.,_ -]+/gu, ' ').trim();
  anchor.click();
  // The browser reads it after this turn.
  setTimeout(() => URL.revokeObjectURL(address), keptMs);
}
