import { type BalanceVerdict, createBalanceCheck } from './check-balances.ts';
import { type ReadOptions, readStatements } from './read-statements.ts';
import type { StatementEnd } from './statement.ts';
import type { StatementDocument } from './statement-file.ts';
import { describeProblem, type StatementProblem, UnreadableStatement } from './unreadable.ts';

export type CheckedStatement = StatementEnd & { readonly check: BalanceVerdict['verdict'] };

/** What the first reading of a document finds. Only statements without a problem may be kept. */
export type CheckedDocument = {
  readonly name: string;
  readonly statements: readonly CheckedStatement[];
  readonly problems: readonly StatementProblem[];
  /** Numbers of the statements whose entries may be kept; none where the document cannot be read to its end. */
  readonly sound: ReadonlySet<number>;
};

/** Reads a document to its end and keeps nothing of it: can it be read, and do its balances hold? */
export async function checkDocument(
  document: StatementDocument,
  options: ReadOptions,
): Promise<CheckedDocument> {
  const { name } = document;
  const statements: CheckedStatement[] = [];
  const problems: StatementProblem[] = [];
  const sound = new Set<number>();
  const check = createBalanceCheck();
  try {
    for await (const portion of readStatements(document, options)) {
      for (const part of portion) {
        const verdict = check(part);
        if (part.part !== 'end' || verdict === undefined) continue;
        statements.push({ ...part.end, check: verdict.verdict });
        if (verdict.verdict === 'unbalanced') problems.push(describeProblem(name, verdict.problem));
        else sound.add(part.end.statement.number);
      }
    }
  } catch (error) {
    if (!(error instanceof UnreadableStatement)) throw error;
    return { name, statements: [], problems: [describeProblem(name, error)], sound: new Set() };
  }
  return { name, statements, problems, sound };
}
