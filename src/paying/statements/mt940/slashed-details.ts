import { readIban } from '../iban.ts';
import { realReference } from '../real-reference.ts';
import type { Details } from './details.ts';

/** Words that begin a part. Others between strokes belong to the part before. */
const words = new Set([
  ...['TRTP', 'TXTP', 'IBAN', 'BIC', 'NAME', 'REMI', 'EREF', 'KREF', 'PREF', 'MARF', 'CSID', 'ORDP', 'BENM'],
  ...['CNTP', 'RTRN', 'ADDR', 'ISDT', 'ULTB', 'ULTD', 'PURP', 'SVCL', 'CDTRREF', 'CDTRREFTP', 'OCMT', 'CHGS'],
]);

/** The shape of Dutch banks; `undefined` where it is another. */
export function readSlashed(field: string): Details | undefined {
  if (!/^\/[A-Z]{3,9}\//.test(field)) return undefined;
  const parts = partsOf(field);
  if (parts.size === 0) return undefined;
  const [cntpAccount = '', , cntpName = ''] = (parts.get('CNTP') ?? '').split('/');
  const name = parts.get('NAME') ?? cntpName.trim();
  const remittance = readRemittance(parts.get('REMI') ?? '');
  return {
    counterparty: {
      name: name === '' ? null : name,
      iban: readIban(parts.get('IBAN') ?? cntpAccount) ?? null,
    },
    references: [remittance.reference, parts.get('CDTRREF') ?? ''].filter((reference) => reference !== ''),
    text: remittance.text,
    bankText: parts.get('TRTP') ?? parts.get('TXTP') ?? '',
    endToEndId: realReference(parts.get('EREF') ?? null),
    returnReason: parts.get('RTRN') ?? null,
    code: null,
  };
}

/** What stands behind each word, without the strokes around it; the first of each counts. */
function partsOf(field: string): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  let word = '';
  for (const token of field.split('/').slice(1)) {
    if (words.has(token) && !parts.has(token)) {
      word = token;
      parts.set(word, '');
    } else if (word !== '') parts.set(word, `${parts.get(word)}${token}/`);
  }
  for (const [key, value] of parts) parts.set(key, withoutStrokes(value));
  return parts;
}

/** `USTD//text`, `STRD/CUR/reference`, or text. */
function readRemittance(text: string): { readonly reference: string; readonly text: string } {
  const structured = /^STRD\/[A-Z]*\/(.*)$/.exec(text);
  if (structured) return { reference: withoutStrokes(structured[1] ?? ''), text: '' };
  return { reference: '', text: withoutStrokes(text.replace(/^USTD\//, '')) };
}

function withoutStrokes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && (text[start] === '/' || text[start] === ' ')) start += 1;
  while (end > start && (text[end - 1] === '/' || text[end - 1] === ' ')) end -= 1;
  return text.slice(start, end);
}
