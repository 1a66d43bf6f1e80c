import type { Context } from '#platform/context.ts';
import type { RetentionRule } from '#platform/db/retention.ts';

export const paymentLinkRetention: readonly RetentionRule<Context>[] = [
  {
    table: 'payment_links',
    kept: 'for ever, deleted ones too',
    why: 'Payments read from them what was sold; deleting one can be undone.',
  },
  { table: 'payment_link_places', kept: 'until the limit is taken away', why: 'One row a limited link.' },
  {
    table: 'payment_link_counters',
    kept: 'for ever',
    why: 'What a link collected, in a few rows of each link.',
  },
  { table: 'payment_link_words', kept: 'until the link is renamed', why: 'Links are found by them.' },
];
