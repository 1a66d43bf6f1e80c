import type { ToldDetails } from './shapes.ts';

export type Remittance = { readonly references: readonly string[]; readonly text: string };

const none: readonly string[] = [];

/** What the payer said: references that have a place of their own, and free text, line by line. */
export function readRemittance({ lines, structured }: ToldDetails): Remittance {
  if (structured.length === 0) return { references: none, text: lines.join('\n') };
  const references = structured.flatMap(({ reference, documents }) =>
    reference === null ? documents : [reference, ...documents],
  );
  return { references, text: [...lines, ...structured.flatMap(({ more }) => more)].join('\n') };
}
