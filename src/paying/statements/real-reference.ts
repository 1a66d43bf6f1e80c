/** What stands where a bank or a payer has nothing to say, or says it elsewhere. */
const nothing = new Set([
  ...['NOTPROVIDED', 'NOTAVAILABLE', 'NONREF', 'NOTSPECIFIED', 'KEINEANGABE'],
  ...['EREF', 'PREF', 'MARF', 'KREF'],
]);

/** Of those, with spaces in them. */
const longest = 30;

/** A reference, unless it only says that there is none; `null` for an empty one. */
export function realReference(text: string | null): string | null {
  if (text === null || text === '') return null;
  // Most have a digit, and none of those says that there is none.
  if (text.length > longest || /\d/.test(text)) return text;
  return nothing.has(text.replaceAll(' ', '').toUpperCase()) ? null : text;
}
