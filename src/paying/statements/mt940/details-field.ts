import type { Counterparty } from '../statement.ts';
import { readNumbered } from './numbered-details.ts';
import { readSlashed } from './slashed-details.ts';

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

/** Field 86 in any of its three shapes: numbered (`?20…`), with words between strokes (`/REMI/…`), or free text. */
export function readDetailsField(lines: readonly string[]): Details {
  const joined = lines.join('');
  return (
    readNumbered(joined) ??
    readSlashed(joined) ?? { ...noDetails, text: lines.map((line) => line.trim()).join('\n') }
  );
}
