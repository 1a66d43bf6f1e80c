import { readMailAddress } from '#platform/text/mail-address.ts';

/** A merchant's address as everybody's are read, in lower case so that one person has one spelling. */
export function parseEmail(input: string): string | undefined {
  return readMailAddress(input)?.toLowerCase();
}
