import type { House } from '../house.ts';
import { bestOf, inTurn, type Measured } from '../measure.ts';
import type { Limit, Line } from '../report/result.ts';
import type { SqlScript } from './sql-scripts.ts';

/** A script with the number of clients that suits it best. */
export type BestSql = { readonly script: SqlScript; readonly name: string; readonly clients: number };

/** Finds out with how many clients the database does most of a script. */
export async function bestSql(
  { sql, options }: House,
  script: SqlScript,
  clientCounts: readonly number[],
): Promise<BestSql> {
  const results: (BestSql & { perSecond: number })[] = [];
  for (const clients of clientCounts)
    results.push({
      script,
      name: sql.name,
      clients,
      perSecond: await sql.run(script, clients, options.seconds),
    });
  return bestOf(results);
}

/** Transactions a second of it right now. */
export async function runAgain(
  { sql, options }: House,
  { script, clients }: BestSql,
): Promise<{ readonly perSecond: number }> {
  return { perSecond: await sql.run(script, clients, options.seconds) };
}

export function sqlLimit({ name, clients }: BestSql, perSecond: number): Omit<Limit, 'ratio'> {
  return { name, clients, perSecond };
}

/** A measurement in turn with the script. */
export async function besideSql(
  house: House,
  sql: BestSql,
  measureOurs: () => Promise<Measured>,
): Promise<Line> {
  const rounds = await inTurn<'ours' | 'sql', { perSecond: number }>(house.options.rounds, {
    ours: measureOurs,
    sql: () => runAgain(house, sql),
  });
  const limit = sqlLimit(sql, rounds.middleOf('sql').perSecond);
  return {
    ...(rounds.middleOf('ours') as Measured),
    limits: [{ ...limit, ratio: rounds.ratio('ours', 'sql') }],
  };
}
