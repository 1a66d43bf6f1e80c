import { domainToASCII, domainToUnicode } from 'node:url';

/** RFC 5321, section 4.5.3.1.3, without the angle brackets. */
const longestAddress = 254;

// What no keyboard writes into an address by intent: separators of lists and headers, and characters that nobody sees.
const localPart = /^[^\s@<>()[\]\\,;:"\p{C}\p{Default_Ignorable_Code_Point}\u2800]+$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * An email address that somebody typed: trimmed, in one Unicode form (NFC), as it was written otherwise. `undefined` when no
 * mail can go there: invisible or directional characters, two dots, a comma, `mailto:` in front, a domain without a dot. Only
 * a mail that arrives proves an address.
 */
export function readMailAddress(input: string): string | undefined {
  const address = input.trim().normalize('NFC');
  const [local = '', domain = '', ...others] = address.split('@');
  if (others.length > 0 || !localPart.test(local) || /^\.|\.\.|\.$/.test(local)) return undefined;
  const host = readDomain(domain);
  if (host === undefined) return undefined;
  const read = `${local}@${host}`;
  return read.length <= longestAddress ? read : undefined;
}

/** A domain that mail can go to: a name with a dot, also in letters of other languages, and no number. */
function readDomain(domain: string): string | undefined {
  // Parsers drop what nobody sees, and so would a mail server's name be another than the one that was read.
  if (!localPart.test(domain)) return undefined;
  const ascii = domainToASCII(domain);
  const labels = ascii.split('.');
  if (labels.length < 2 || !labels.every((each) => label.test(each))) return undefined;
  if (/^\d+$/.test(labels.at(-1) ?? '')) return undefined;
  return /^[\x21-\x7e]+$/.test(domain) ? domain : domainToUnicode(ascii);
}

/** What a list is filtered by: the address as it would have been saved, or what was typed where it is none. */
export function searchedAddress(input: string): string {
  return addressForm(readMailAddress(input) ?? input);
}

/** One form of an address to compare by: people write the same one in several. */
export function addressForm(input: string): string {
  return input.trim().normalize('NFC').toLowerCase();
}
