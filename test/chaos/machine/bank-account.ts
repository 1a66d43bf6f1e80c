import { camtOf } from '#paying/statements/testing/camt.ts';
import { inventGermanIban } from '#paying/statements/testing/ibans.ts';
import { type PaymentShape, payment } from '#paying/statements/testing/shapes.ts';
import type { Random } from '../random.ts';

/** What really happened on the account of a shop, whatever anybody is told of it. */
export type Movement = {
  readonly number: number;
  readonly direction: 'credit' | 'debit';
  readonly minor: bigint;
  /** Of the payment that it is for or takes back; null for a refund. */
  readonly reference: string | null;
  /** Of the refund that it pays. */
  readonly endToEndId: string | null;
  readonly isReversal: boolean;
  isBooked: boolean;
};

export type File = { readonly name: string; readonly body: string };

/**
 * The account of a shop at its bank. Transfers are announced first and booked later; statements overlap, repeat and come in
 * two kinds, as they do.
 */
export type BankAccount = {
  readonly iban: string;
  readonly movements: readonly Movement[];
  /** A buyer sends money. */
  credit(reference: string, minor: bigint): Movement;
  /** The buyer's bank takes a booked credit back. */
  reverse(credit: Movement): void;
  /** The shop sends a refund; the same one is never sent twice. */
  refund(endToEndId: string, minor: bigint): void;
  /** What was announced is booked. */
  book(): void;
  /** Any part of what happened so far, in any of the bank's forms. */
  file(random: Random): File;
  /** All of it. */
  wholeFile(): File;
};

const currency = 'EUR';

export function openBankAccount(number: number): BankAccount {
  const iban = inventGermanIban(number);
  const movements: Movement[] = [];
  /** In the order in which they were booked, which is the order of statements. */
  const booked: Movement[] = [];
  const add = (parts: Omit<Movement, 'number' | 'isBooked'>): Movement => {
    const movement = { ...parts, number: movements.length + 1, isBooked: false };
    movements.push(movement);
    return movement;
  };
  const fileOf = (kind: 'camt.052' | 'camt.053', from: number, to: number, version: '02' | '08'): File => {
    const before = balanceOf(booked.slice(0, from));
    const shown = booked.slice(from, to);
    const pending = kind === 'camt.052' ? movements.filter(({ isBooked }) => !isBooked) : [];
    const statement = {
      id: `${kind}-${from}-${to}`,
      iban,
      currency,
      opening: before,
      closing: before + balanceOf(shown),
      payments: [...shown, ...pending].map((movement) => shapeOf(movement)),
    };
    return { name: `${statement.id}.xml`, body: camtOf([statement], { kind, version }) };
  };
  return {
    iban,
    movements,
    credit: (reference, minor) =>
      add({ direction: 'credit', minor, reference, endToEndId: null, isReversal: false }),
    reverse: ({ reference, minor }) =>
      void add({ direction: 'debit', minor, reference, endToEndId: null, isReversal: true }),
    refund: (endToEndId, minor) => {
      if (movements.some((movement) => movement.endToEndId === endToEndId)) return;
      add({ direction: 'debit', minor, reference: null, endToEndId, isReversal: false });
    },
    book: () => {
      for (const movement of movements) {
        if (movement.isBooked) continue;
        movement.isBooked = true;
        booked.push(movement);
      }
    },
    file: (random) => {
      const from = random.chance(0.5) ? 0 : random.between(0, booked.length);
      const to = random.chance(0.7) ? booked.length : random.between(from, booked.length);
      const kinds = ['camt.053', 'camt.052'] as const;
      // Only a report tells what is announced; whoever waits for money looks at that.
      const kind = movements.length > booked.length && random.chance(0.5) ? 'camt.052' : random.pick(kinds);
      return fileOf(kind, from, to, random.pick(['02', '08']));
    },
    wholeFile: () => fileOf('camt.053', 0, booked.length, '08'),
  };
}

function balanceOf(movements: readonly Movement[]): bigint {
  return movements.reduce(
    (sum, { direction, minor }) => (direction === 'credit' ? sum + minor : sum - minor),
    0n,
  );
}

const bookingDay = '2026-11-03';

function shapeOf({
  number,
  direction,
  minor,
  reference,
  endToEndId,
  isReversal,
  isBooked,
}: Movement): PaymentShape {
  return payment({
    minor,
    direction,
    status: isBooked ? 'BOOK' : 'PDNG',
    isReversal,
    day: bookingDay,
    name: `Buyer ${number}`,
    iban: inventGermanIban(1_000 + number),
    text: reference === null ? 'Refund' : `Spring sale ${reference}`,
    endToEndId,
    bankReference: `B${number}`,
    ...(isReversal ? { returnReason: 'AC04' } : {}),
  });
}
