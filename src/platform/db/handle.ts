import type { Kysely, Transaction } from 'kysely';

/** Stores write SQL by hand and name their rows, so the builder needs no table types. */
// biome-ignore lint/complexity/noBannedTypes: Kysely asks for an object type
export type Tables = {};

/** A connection pool or an open transaction: the first argument of every store function. */
export type Handle = Kysely<Tables> | Transaction<Tables>;
