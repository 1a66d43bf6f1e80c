import pg from 'pg';

type BreakableClient = { readonly connection: { readonly stream: { destroy(): void } } };
type Query = (...given: unknown[]) => unknown;
type Callback = (error: Error | null, result?: unknown) => void;

export type Breaking = {
  /** Lets this many more statements through, answers not included for the last of them; then nothing works. */
  breakAfter(statements: number): void;
  /** Makes everything work again; true when it had come to the break. */
  repair(): boolean;
  /** Puts the driver back as it was. */
  restore(): void;
};

/**
 * A database that goes away between two statements of a request: the last one still reaches it and takes effect,
 * but its answer is lost, and so is everything after. To the data that is a process killed at that point.
 */
export function breakingDatabase(): Breaking {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const original = prototype.query;
  let left = Number.POSITIVE_INFINITY;
  let isBroken = false;
  const lost = () => new Error('Connection terminated unexpectedly');

  prototype.query = function (this: BreakableClient, ...given: unknown[]) {
    if (left === Number.POSITIVE_INFINITY) return original.apply(this, given);
    left -= 1;
    if (left > 0 && !isBroken) return original.apply(this, given);
    const cut = () => {
      // The server undoes what this connection had not committed, and the pool gives it to nobody any more.
      this.connection.stream.destroy();
      return lost();
    };
    const callback = typeof given.at(-1) === 'function' ? (given.at(-1) as Callback) : undefined;
    if (isBroken) return callback ? setImmediate(callback, cut()) : Promise.reject(cut());
    isBroken = true;
    if (!callback) return (original.apply(this, given) as Promise<unknown>).then(() => Promise.reject(cut()));
    return original.apply(this, [...given.slice(0, -1), () => callback(cut())]);
  };

  return {
    breakAfter: (statements) => {
      left = statements;
      isBroken = false;
    },
    repair: () => {
      const wasBroken = isBroken;
      left = Number.POSITIVE_INFINITY;
      isBroken = false;
      return wasBroken;
    },
    restore: () => {
      prototype.query = original;
    },
  };
}
