import pg from 'pg';
import type { BundledConnection } from '#platform/db/bundled/connection.ts';
import type { Recorded } from './recorder.ts';

/** A node of a plan, as EXPLAIN gives it in JSON, with the parts that are looked at here. */
export type PlanNode = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Filter?: string;
  readonly 'Parent Relationship'?: string;
  readonly 'Subplan Name'?: string;
  readonly Plans?: readonly PlanNode[];
};

export type Explain = {
  of(statement: Recorded): Promise<PlanNode>;
  /** Runs a statement as it is. */
  run(text: string): Promise<void>;
  close(): Promise<void>;
};

// Set here, whatever the machine: a plan depends on them.
const fixed = '-c jit=off -c max_parallel_workers_per_gather=0 -c work_mem=4MB -c effective_cache_size=4GB';

/** Asks the planner, without running anything, in sessions like those that the product uses. */
export function openExplain(connection: BundledConnection): Explain {
  const clients = new Map<string, Promise<pg.Client>>();
  const clientFor = (settings: string) => {
    const known = clients.get(settings);
    if (known) return known;
    const client = new pg.Client({ ...connection, options: `${settings} ${fixed}` });
    const connected = client.connect().then(() => client);
    clients.set(settings, connected);
    return connected;
  };
  return {
    of: async ({ name, text, values, settings }) => {
      const client = await clientFor(settings);
      // A prepared statement is planned for any values, every other one for those that it was sent with.
      const options = name ? 'generic_plan, costs off, format json' : 'costs off, format json';
      const { rows } = await client.query(`explain (${options}) ${text}`, name ? undefined : [...values]);
      return (rows as { 'QUERY PLAN': [{ Plan: PlanNode }] }[])[0]?.['QUERY PLAN'][0].Plan as PlanNode;
    },
    run: async (text) => {
      await (await clientFor('')).query(text);
    },
    close: async () => {
      for (const client of clients.values()) await (await client).end();
    },
  };
}
