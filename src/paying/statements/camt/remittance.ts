import { child, childrenOf, type Element, textAt } from './element.ts';

export type Remittance = { readonly references: readonly string[]; readonly text: string };

const nothing: Remittance = { references: [], text: '' };

/** What the payer said: references that have a place of their own, and free text, line by line. */
export function readRemittance(details: Element | undefined): Remittance {
  const information = child(details, 'RmtInf');
  if (information === undefined) return nothing;
  const structured = childrenOf(information, 'Strd');
  const references = structured.flatMap((each) => [
    ...present(textAt(each, 'CdtrRefInf', 'Ref')),
    ...childrenOf(each, 'RfrdDocInf').flatMap((document) => present(textAt(document, 'Nb'))),
  ]);
  const lines = [
    ...textsOf(childrenOf(information, 'Ustrd')),
    ...structured.flatMap((each) => textsOf(childrenOf(each, 'AddtlRmtInf'))),
  ];
  return { references, text: lines.join('\n') };
}

function textsOf(elements: readonly Element[]): string[] {
  return elements.flatMap(({ text }) => present(text.trim()));
}

function present(text: string | null): string[] {
  return text === null || text === '' ? [] : [text];
}
