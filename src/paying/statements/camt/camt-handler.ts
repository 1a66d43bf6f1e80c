import { limits } from '../limits.ts';
import type { Statement, StatementKind, StatementPart } from '../statement.ts';
import { UnreadableStatement } from '../unreadable.ts';
import { readAccount } from './account.ts';
import { type NamedBalance, openingAndClosing, readBalance } from './balances.ts';
import { type Element, textAt } from './element.ts';
import { readAbout, readEntry } from './entry.ts';
import { readPart, type ToldPart } from './part.ts';
import type { Interest, XmlHandler } from './read-xml.ts';

const messages: Readonly<Record<string, StatementKind>> = {
  BkToCstmrAcctRpt: 'camt.052',
  BkToCstmrStmt: 'camt.053',
  BkToCstmrDbtCdtNtfctn: 'camt.054',
};
const statementNames = new Set(['Rpt', 'Stmt', 'Ntfctn']);
const paginations = new Set(['RptPgntn', 'StmtPgntn', 'NtfctnPgntn']);
const taken = new Set(['Id', 'Acct', 'Bal', 'Ntry', ...paginations]);
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
  let account: Element | undefined;
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
    const currency = textAt(account, 'Ccy');
    statement = { kind, number: count, id, page, account: known, currency };
    queue.push({ part: 'statement', statement });
    return statement;
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
        [id, page, account, statement] = [null, null, undefined, undefined];
        [balances, entries, line] = [[], 0, beginLine];
        return 'enter';
      }
      return depth === messageDepth + 2 && taken.has(name) ? 'take' : 'skip';
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
    within(element, parent, entry) {
      if (element.name !== 'TxDtls' || parent.name !== 'NtryDtls') return false;
      if (parts.length >= limits.parts) throw tooMany('payments of one entry', limits.parts, element.line);
      const place = { statement: count, entry: entries + 1, line: element.line };
      parts.push(readPart(element, head().account, readAbout(entry, place), place));
      return true;
    },
    take(element) {
      if (element.name === 'Id') id = element.text.trim();
      else if (element.name === 'Acct') account = element;
      else if (paginations.has(element.name)) page = textAt(element, 'PgNb');
      else if (element.name === 'Bal') {
        const balance = readBalance(element, { statement: count, line: element.line });
        if (balance !== undefined) balances.push(balance);
      } else {
        const own = head();
        entries += 1;
        entriesOfAll += 1;
        if (entriesOfAll > limits.entries) throw tooMany('entries', limits.entries, element.line);
        const entry = readEntry(element, own, entries, parts);
        parts = [];
        queue.push({ part: 'entry', statement: own, entry });
      }
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
