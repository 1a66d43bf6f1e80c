import type pg from 'pg';
import { monotonicMs } from '#platform/kit/clock.ts';

/** A statement as the log tells it: its text without values, which may be anybody's data. */
export type LoggedStatement = {
  readonly statement: string;
  readonly duration_ms: number;
  /** How many rows came back or were changed; absent when the statement failed. */
  readonly rows?: number;
};
export type LogStatement = (told: LoggedStatement, message: string) => void;

type Ask = (...given: unknown[]) => unknown;

/**
 * Tells each statement of a connection once it has its answer, named or in short, with its time from being sent. What
 * travels behind others waits for them, and that is in its time.
 */
export function logStatements(client: pg.PoolClient, log: LogStatement): void {
  const ask = client.query.bind(client) as Ask;
  const told: Ask = (...given) => {
    const answer = ask(...given);
    if (!(answer instanceof Promise)) return answer;
    const sentMs = monotonicMs();
    const tell = (rows?: number | null) =>
      log(
        {
          statement: nameOf(given[0]),
          duration_ms: Math.round((monotonicMs() - sentMs) * 10) / 10,
          ...(typeof rows === 'number' ? { rows } : {}),
        },
        'statement',
      );
    answer.then(
      ({ rowCount }: pg.QueryResult) => tell(rowCount),
      () => tell(),
    );
    return answer;
  };
  client.query = told as typeof client.query;
}

const longestText = 300;

function nameOf(asked: unknown): string {
  const { name, text = '' } = (typeof asked === 'string' ? { text: asked } : asked) as {
    name?: string;
    text?: string;
  };
  const short = text.replaceAll(/\s+/g, ' ').trim();
  const shown = short.length > longestText ? `${short.slice(0, longestText)} …` : short;
  return name ? `${name}: ${shown}` : shown;
}
