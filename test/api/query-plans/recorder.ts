import pg from 'pg';

/** One statement as the product sent it. */
export type Recorded = {
  /** Of a prepared statement; its plan is a generic one. */
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
  /** Settings of the session that it was sent in. */
  readonly settings: string;
};

export type Recorder = {
  /** What was sent since the last time, in that order. */
  take(): Recorded[];
  stop(): void;
};

type Query = (this: pg.Client, ...given: unknown[]) => unknown;
type Config = { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] };
type Inside = { readonly database?: string; readonly connectionParameters: { readonly options?: string } };

const aroundWork = /^\s*(?:begin|start transaction|commit|rollback|set)\b/i;
// Once a second instances tell each other what they counted, and write down what keys asked, whoever asks for what.
const byItself = /\brate_sums\b|\b(?:insert into|delete from) api_requests\b/;

/** Listens to every connection of this process to the database. */
export function recordStatements(database: string): Recorder {
  const client = pg.Client.prototype as unknown as { query: Query };
  const { query } = client;
  let recorded: Recorded[] = [];
  client.query = function (first, second, ...more) {
    const { database: of, connectionParameters } = this as unknown as Inside;
    const { name, text, values = second } = (typeof first === 'string' ? { text: first } : first) as Config;
    if (of === database && !aroundWork.test(text) && !byItself.test(text))
      recorded.push({
        name,
        text,
        values: Array.isArray(values) ? values : [],
        settings: connectionParameters.options ?? '',
      });
    return query.call(this, first, second, ...more);
  };
  return {
    take: () => {
      const taken = recorded;
      recorded = [];
      return taken;
    },
    stop: () => {
      client.query = query;
    },
  };
}
