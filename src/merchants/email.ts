const longestAddress = 254;

/**
 * An email address, trimmed and in lower case so that one person has one spelling; `undefined` when it cannot be
 * one. The check is loose on purpose: only a mail that arrives proves an address.
 */
export function parseEmail(input: string): string | undefined {
  const address = input.trim().toLowerCase();
  if (address.length > longestAddress) return undefined;
  return /^[^\s@\p{C}]+@[^\s@\p{C}]+$/u.test(address) ? address : undefined;
}
