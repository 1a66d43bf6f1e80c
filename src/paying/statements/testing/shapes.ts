import type { Direction } from '../statement.ts';
import { inventGermanIban } from './ibans.ts';

/** A payment as a test means it, before a bank writes it in some format. */
export type PaymentShape = {
  readonly minor: bigint;
  readonly direction: Direction;
  readonly status: 'BOOK' | 'PDNG' | 'INFO';
  readonly isReversal: boolean;
  readonly day: string;
  readonly name: string;
  readonly iban: string | null;
  readonly text: string | null;
  readonly reference: string | null;
  readonly endToEndId: string | null;
  readonly bankReference: string | null;
  readonly returnReason?: string;
  readonly parts?: readonly PaymentShape[];
  /** Whether the bank tells the parts here. */
  readonly showParts?: boolean;
  /** What the bank adds in words of its own. */
  readonly bankText?: string;
  /** Whether the bank tells nothing but the movement, and words of its own. */
  readonly isBare?: boolean;
};

export type StatementShape = {
  readonly id: string;
  readonly iban: string;
  readonly currency: string;
  readonly opening: bigint | null;
  readonly closing: bigint | null;
  readonly payments: readonly PaymentShape[];
};

export const ownIban = inventGermanIban(1);

export function payment(changes: Partial<PaymentShape> = {}): PaymentShape {
  return {
    minor: 1_250n,
    direction: 'credit',
    status: 'BOOK',
    isReversal: false,
    day: '2026-11-03',
    name: 'Ann Example',
    iban: inventGermanIban(2),
    text: 'Invoice 17',
    reference: null,
    endToEndId: null,
    bankReference: null,
    ...changes,
  };
}

/** A statement that closes with what its payments make of 100.00. */
export function statement(
  payments: readonly PaymentShape[],
  changes: Partial<StatementShape> = {},
): StatementShape {
  const booked = payments
    .filter(({ status }) => status === 'BOOK')
    .reduce((sum, { minor, direction }) => (direction === 'credit' ? sum + minor : sum - minor), 0n);
  return {
    id: 'S1',
    iban: ownIban,
    currency: 'EUR',
    opening: 10_000n,
    closing: 10_000n + booked,
    payments,
    ...changes,
  };
}

export function showDecimal(minor: bigint): string {
  const digits = minor.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
