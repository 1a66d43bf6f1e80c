import type { Counterparty } from '../statement.ts';

/** What field 86 tells of a payment. */
export type Details = {
  readonly counterparty: Counterparty;
  readonly references: readonly string[];
  readonly text: string;
  readonly bankText: string;
  readonly endToEndId: string | null;
  readonly returnReason: string | null;
  /** Of the German kind: three digits. */
  readonly code: string | null;
};

export const noDetails: Details = {
  counterparty: { name: null, iban: null },
  references: [],
  text: '',
  bankText: '',
  endToEndId: null,
  returnReason: null,
  code: null,
};
