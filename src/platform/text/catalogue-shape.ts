import type { Plural } from './message.ts';
import type { english } from './messages/en.ts';
import type { toMerchants } from './messages/merchants.ts';

/** The messages as English defines them; their `{names}` type what a caller must fill in. */
export type English = typeof english & typeof toMerchants;
export type MessageKey = keyof English;

/**
 * What every other language must provide: each message that a buyer reads, a sentence for a sentence and plural forms for a
 * plural. What merchants are mailed is English, like the dashboard.
 */
export type Catalogue = {
  readonly [Key in keyof typeof english]: (typeof english)[Key] extends string ? string : Plural;
};
