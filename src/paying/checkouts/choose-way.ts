import type { Way } from '#paying/connections/way.ts';
import type { TestCard } from '#paying/providers/port.ts';
import { problem } from '#platform/contract/errors.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { unavailableProblem } from './require-way.ts';

/** What a buyer asked for. */
export type AskedWay = {
  /** The first one when left out. */
  readonly id: string | undefined;
  readonly card: TestCard | undefined;
};

/** The way to pay that was asked for, or why it cannot be taken. */
export function chooseWay(ways: readonly Way[], { id, card }: AskedWay): Way | { readonly fault: Problem } {
  const way = id === undefined ? ways[0] : ways.find(({ provider }) => provider.name === id);
  if (!way) return { fault: ways.length === 0 ? unavailableProblem() : unknownWay(ways) };
  const takesCard = way.provider.kind === 'card_form';
  if (takesCard && !card) {
    return {
      fault: problem('required', { detail: 'Give a test card in payment_method.', field: 'payment_method' }),
    };
  }
  if (takesCard || !card) return way;
  return {
    fault: problem('unknown_field', {
      detail: `${way.provider.label} takes no card here; leave payment_method out.`,
      field: 'payment_method',
    }),
  };
}

function unknownWay(ways: readonly Way[]): Problem {
  const known = ways.map(({ provider }) => provider.name).join(', ');
  return problem('unknown_way', {
    detail: `This checkout cannot be paid that way; the ways are: ${known}. Nothing was charged.`,
    field: 'way',
  });
}
