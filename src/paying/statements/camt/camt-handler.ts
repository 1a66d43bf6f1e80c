import { limits } from '../limits.ts';
import type { Statement, StatementKind, StatementPart } from '../statement.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { readAccount } from './account.ts';
import { type NamedBalance, openingAndClosing, readBalance } from './balances.ts';
import { readAbout, readEntry } from './entry.ts';
import { readPart, type ToldPart } from './part.ts';
import type { Interest, XmlHandler } from './read-xml.ts';
import type { Shape } from './shape.ts';
import {
  accountShape,
  balanceShape,
  entryShape,
  idShape,
  pageShape,
  type ToldAccount,
  type ToldBalance,
  type ToldDetails,
  type ToldEntry,
  type ToldOf,
} from './shapes.ts';

const messages: Readonly<Record<string, StatementKind>> = {
  BkToCstmrAcctRpt: 'camt.052',
  BkToCstmrStmt: 'camt.053',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
};
const statementNames = new Set(['Rpt', 'Stmt', 'Ntfctn']);
/** What is read of a statement. */
const shapes: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ['Id', idShape],
  ['Acct', accountShape],
  ['Bal', balanceShape],
  ['Ntry', entryShape],
  ['RptPgntn', pageShape],
  ['StmtPgntn', pageShape],
  ['NtfctnPgntn', pageShape],
]);
/** Envelopes around a message: nobody puts it deeper. */
const deepestMessage = 8;

export type CamtHandler = XmlHandler & {
  /** What was read since it was asked last. */
  taken(): StatementPart[];
  /** The document is at its end. */
  finish(): void;
};

/** Makes statements of elements as they come. */
export function createCamtHandler(): CamtHandler {
  let queue: StatementPart[] = [];
  let kind: StatementKind | undefined;
  let messageDepth = 0;
  let count = 0;
  let entries = 0;
  let entriesOfAll = 0;
  let line = 1;
  let id: string | null = null;
  let page: string | null = null;
  let account: ToldAccount | null = null;
  let statement: Statement | undefined;
  let balances: NamedBalance[] = [];
  let parts: ToldPart[] = [];

  /** The head goes out with the first entry, when all that belongs to it was read. */
  const head = (): Statement => {
    if (statement !== undefined) return statement;
    const known = readAccount(account);
    if (known === undefined || kind === undefined) {
      throw new UnreadableStatement(
        'account_missing',
        'The statement does not say of which account it is. Ask the bank for it with the account (element Acct).',
        { statement: count, line },
      );
    }
    const currency = account?.currency ?? null;
    statement = { kind, number: count, id, page, account: known, currency };
    queue.push({ part: 'statement', statement });
    return statement;
  };

  const takeBalance = (told: ToldBalance) => {
    const balance = readBalance(told, { statement: count, line: told.line });
    if (balance !== undefined) balances.push(balance);
  };

  const takeEntry = (told: ToldEntry) => {
    const own = head();
    entries += 1;
    entriesOfAll += 1;
    if (entriesOfAll > limits.entries) throw tooMany('entries', limits.entries, told.line);
    const entry = readEntry(told, own, entries, parts);
    if (parts.length > 0) parts = [];
    queue.push({ part: 'entry', statement: own, entry });
  };

  return {
    begin(name, depth, beginLine): Interest {
      if (kind === undefined) {
        const found = messages[name];
        if (found === undefined) return depth < deepestMessage ? 'enter' : 'skip';
        [kind, messageDepth] = [found, depth];
        return 'enter';
      }
      if (depth === messageDepth + 1 && statementNames.has(name)) {
        count += 1;
        if (count > limits.statements) throw tooMany('statements', limits.statements, beginLine);
        [id, page, account, statement] = [null, null, null, undefined];
        [balances, entries, line] = [[], 0, beginLine];
        return 'enter';
      }
      return (depth === messageDepth + 2 && shapes.get(name)) || 'skip';
    },
    end(name, depth) {
      if (kind === undefined || depth > messageDepth + 1) return;
      if (depth === messageDepth) kind = undefined;
      else if (statementNames.has(name))
        queue.push({
          part: 'end',
          end: { statement: head(), entries, ...openingAndClosing(kind, balances) },
        });
    },
    within(told, outer) {
      if (parts.length >= limits.parts) throw tooMany('payments of one entry', limits.parts, told.line);
      const place = { statement: count, entry: entries + 1, line: told.line };
      const about = readAbout(outer as ToldEntry, place);
      parts.push(readPart(told as ToldDetails, head().account, about, place));
    },
    take(name, told) {
      if (name === 'Ntry') takeEntry(told as ToldEntry);
      else if (name === 'Bal') takeBalance(told as ToldBalance);
      else if (name === 'Acct') account = told as ToldAccount;
      else if (name === 'Id') id = (told as ToldOf<typeof idShape>).id;
      else page = (told as ToldOf<typeof pageShape>).number;
    },
    taken() {
      const read = queue;
      queue = [];
      return read;
    },
    finish() {
      if (count > 0) return;
      throw new UnreadableStatement(
        'not_a_statement',
        'The document holds no statement, report or notification of an account (camt.052, camt.053, camt.054).',
      );
    },
  };
}

function tooMany(what: string, most: number, line: number): UnreadableStatement {
  return new UnreadableStatement(
    'too_large',
    `There are more than ${most.toLocaleString('en')} ${what}. Hand in several files.`,
    { line },
  );
}
