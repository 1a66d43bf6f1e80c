import { readIban as read } from '#platform/kit/iban.ts';

/** More is a text, and no account. */
const longest = 60;

/** An IBAN without spaces and in capitals, if length and check digits hold. */
export function readIban(text: string): string | undefined {
  if (text === '' || text.length > longest) return undefined;
  const reading = read(text);
  return 'account' in reading ? reading.account.iban : undefined;
}
