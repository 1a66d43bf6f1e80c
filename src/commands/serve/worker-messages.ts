import type { Config } from '#platform/config/config.ts';
import type { Connection } from '#platform/db/database.ts';

/** What only the first process knows: the database it started, and what it made of `PORT=0` and the default `DATA_DIR`. */
export type WorkOrder = {
  readonly connection: Connection;
  readonly settings: Pick<Config, 'port' | 'publicUrl' | 'dataDir'>;
};

/** What a worker tells the first process. */
export type WorkerReport =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'ready' }
  /** It cannot start, for a reason that a person can mend. */
  | { readonly kind: 'failed'; readonly sentences: string };
