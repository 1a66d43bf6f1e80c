import { accountOf } from '../account.ts';
import { peek } from '../encoding/peek.ts';
import { readIban } from '../iban.ts';
import type { StatementAccount } from '../statement.ts';
import type { StatementDocument } from '../statement-file.ts';

/** Field 25: an IBAN or what the bank calls the account; some write the currency behind it. */
export function readAccountField(text: string, currency: string): StatementAccount {
  const id = text.replace(/\s/g, '');
  const bare = id.endsWith(currency) ? id.slice(0, -currency.length) : id;
  // An IBAN may end in the same three letters.
  return accountOf(readIban(id) === undefined ? bare : id);
}

const headBytes = 65_536;

/** What the first statement of a file says of its account, whatever encoding it is in; empty where it does not. */
export async function accountOfMt940(document: StatementDocument): Promise<string> {
  const { start, close } = await peek(document.open(), headBytes);
  await close();
  const text = Buffer.from(start).toString('latin1');
  return (/^:25P?:(.*)$/m.exec(text)?.[1] ?? '').replace(/\s/g, '').slice(0, 60);
}
