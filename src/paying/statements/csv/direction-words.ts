import type { Direction } from '../statement.ts';
import { foldCell } from './fold-cell.ts';

const credit =
  'h|haben|c|cr|crdt|credit|kredit|cred|+|in|incoming|eingang|gutschrift|zugang|bij|b|k|abono|haber|ingreso|avere|accredito|entrata|credito|a|pano|kreedit|kredits|kreditas|dobro|uplata|received|πιστωση|π|кредит|кт';
const debit =
  's|soll|d|dr|dbit|debit|deb|-|out|outgoing|ausgang|lastschrift|belastung|abgang|af|debet|cargo|debe|gasto|dare|addebito|uscita|debito|otto|deebet|debets|debetas|breme|isplata|sent|χρεωση|χ|дебит|дт';

const meaning = new Map<string, Direction>([
  ...credit.split('|').map((word) => [word, 'credit'] as const),
  ...debit.split('|').map((word) => [word, 'debit'] as const),
]);

/** What a cell says of where money went, if it is a word for it. */
export function directionOf(cell: string): Direction | undefined {
  return meaning.get(foldCell(cell.slice(0, 40)).replace(/\.$/, ''));
}
