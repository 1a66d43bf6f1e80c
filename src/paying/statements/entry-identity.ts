import { hash } from 'node:crypto';
import type { Day } from '#platform/kit/days.ts';
import { foldText } from './fold-text.ts';
import type { PaymentDetails, StatementEntry } from './statement.ts';

/** By what an entry is known again in another file. */
export type EntryIdentity = {
  readonly day: Day;
  /** Everything that two files tell of the same entry alike, as 32 hexadecimal digits. */
  readonly content: string;
  /** What a bare entry tells as well: amount, direction and the bank's reference. */
  readonly movement: string;
  /** Whether it tells nothing of payers, as the sum of a batch whose parts come in another file. */
  readonly isBare: boolean;
};

/**
 * The identity of a booked entry; `undefined` for one that is pending or information, which is no money. A batch is told
 * by its parts where they are there, and is bare where they come in another file.
 */
export function identityOf(entry: StatementEntry): EntryIdentity | undefined {
  const { status, bookedOn, batch } = entry;
  if (status !== 'booked' || bookedOn === null) return undefined;
  const movement = movementOf(entry);
  const told =
    batch === 'none' ? toldOf(entry) : entry.parts.flatMap((part) => [...movementOf(part), ...toldOf(part)]);
  const isBare = (batch !== 'none' && batch !== 'complete') || told.every((each) => each === '');
  const digest = digestOf(movement);
  return {
    day: bookedOn,
    content: isBare ? digest : digestOf([...movement, ...told]),
    movement: digest,
    isBare,
  };
}

type Movement = Pick<StatementEntry, 'amountMinor' | 'currency' | 'direction' | 'bankReference'>;

function movementOf({ amountMinor, currency, direction, bankReference }: Movement): string[] {
  return [amountMinor.toString(), currency, direction, foldText(bankReference ?? '')];
}

function toldOf({ counterparty, references, text, endToEndId }: PaymentDetails): string[] {
  return [counterparty.iban ?? '', foldText([...references, text].join('')), foldText(endToEndId ?? '')];
}

function digestOf(fields: readonly string[]): string {
  return hash('sha256', JSON.stringify(fields), 'hex').slice(0, 32);
}
