import { problem } from '#platform/contract/errors.ts';
import { canonicalId, isUuid } from '#platform/kit/ids.ts';
import { parseAmount } from '#platform/kit/money.ts';
import { parseInstant } from '#platform/kit/time.ts';

/** The id of a link in a filter; 400 when it is none. */
export function readLinkFilter(text: string): string {
  const id = canonicalId(text);
  if (isUuid(id)) return id;
  throw problem('invalid_value', { detail: 'Give link as the id of a payment link.', field: 'link' });
}

/** A time in a filter; undefined when it was left out, 400 when it is none. */
export function readInstant(text: string | undefined, field: string): Date | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant) return instant;
  throw problem('invalid_time', {
    detail: `Give ${field} as RFC 3339 with an offset, such as 2026-01-31T09:00:00Z.`,
    field,
  });
}

/** An amount in a filter in minor units; undefined when it was left out, 400 when it is none. */
export function readAmountFilter(text: string | undefined, field: string): bigint | undefined {
  if (text === undefined) return undefined;
  const minor = parseAmount(text);
  if (minor !== undefined) return minor;
  throw problem('invalid_value', { detail: `Give ${field} as an amount, such as 29.99.`, field });
}
