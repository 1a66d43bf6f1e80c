import type { House } from '../house.ts';
import { bestOf } from '../measure.ts';
import type { SqlScript } from './sql-scripts.ts';

export type BestSql = { readonly name: string; readonly perSecond: number; readonly clients: number };

/** The most that the database does of a script, with the number of clients that suits it best. */
export async function bestSql(
  { sql, options }: House,
  script: SqlScript,
  clientCounts: readonly number[],
): Promise<BestSql> {
  const results: BestSql[] = [];
  for (let round = 0; round < options.rounds; round++) {
    for (const clients of clientCounts)
      results.push({ name: sql.name, perSecond: await sql.run(script, clients, options.seconds), clients });
  }
  return bestOf(results);
}
