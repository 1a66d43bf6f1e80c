import { withinItself } from '#platform/contract/directions.ts';
import { assert } from '#platform/kit/assert.ts';
import type { Locale } from '#platform/text/locales.ts';

/** What a mail is made of; each part is written once and rendered as text and as HTML. */
export type Block =
  | { readonly kind: 'heading' | 'paragraph' | 'note'; readonly text: string }
  /** A code to copy by hand. */
  | { readonly kind: 'code'; readonly text: string }
  /** `address` comes from `addressOn`. */
  | { readonly kind: 'button'; readonly label: string; readonly address: string }
  | { readonly kind: 'facts'; readonly rows: readonly Fact[] }
  | { readonly kind: 'bill'; readonly lines: readonly BillLine[]; readonly sums: readonly BillSum[] };

export type Fact = { readonly label: string; readonly value: string };
export type BillLine = { readonly name: string; readonly detail: string; readonly amount: string };
export type BillSum = { readonly label: string; readonly amount: string; readonly isTotal?: boolean };

/** What all mails of an instance share. */
export type MailFrame = {
  readonly platformName: string;
  /** Origin without trailing slash; the only site that a mail links to. */
  readonly publicUrl: string;
  readonly locale: Locale;
};

/** An address of this site from a path, or from a full address that must be of this site. */
export function addressOn(frame: Pick<MailFrame, 'publicUrl'>, target: string): string {
  const address = target.startsWith('/') ? frame.publicUrl + target : target;
  assert(address.startsWith(`${frame.publicUrl}/`), 'A mail links only to PUBLIC_URL.');
  return address;
}

const breaking = /(?:[\s\p{Cc}]|(?![\u2066-\u2069])\p{Bidi_Control})+/gu;

/** Text on one line: a name that breaks or turns lines could pass for a part of the mail. */
export function oneLine(text: string): string {
  return withinItself(text.replace(breaking, ' ')).trim();
}

/** The block with everything that people wrote on one line. */
export function foldLines(block: Block): Block {
  switch (block.kind) {
    case 'button':
      return { ...block, label: oneLine(block.label) };
    case 'facts':
      return { ...block, rows: block.rows.map((row) => ({ ...row, value: oneLine(row.value) })) };
    case 'bill':
      return { ...block, lines: block.lines.map((line) => ({ ...line, name: oneLine(line.name) })) };
    default:
      return { ...block, text: oneLine(block.text) };
  }
}
