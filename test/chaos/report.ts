import type pg from 'pg';
import type { House } from './house.ts';
import type { Counted, Happening, Violation } from './memory.ts';

export type Report = {
  readonly seed: string;
  readonly minutes: number;
  readonly tookSeconds: number;
  readonly counts: Readonly<Record<Counted | Stored, number>>;
  readonly slowestAnswer: { readonly tookMs: number; readonly what: string };
  readonly violations: readonly Violation[];
  readonly history: readonly Happening[];
  /** The end of what the servers said. */
  readonly logs: Readonly<Record<string, string>>;
};

const stored = {
  checkouts: 'select count(*) from checkouts',
  paid: `select count(*) from checkouts where status = 'paid'`,
  attempts: 'select count(*) from attempts',
  refunds: `select count(*) from refunds`,
  excessCharges: 'select count(*) from attempts where is_excess or excess_minor > 0',
  transfers: `select count(*) from transactions where provider = 'bank' and paid_at is not null`,
  disputes: 'select count(*) from transactions where dispute is not null',
  latePayments: `select count(*) from refunds where reason = 'late_payment' and requested_by is null`,
  events: 'select count(*) from events where is_public',
} as const;
type Stored = keyof typeof stored | 'webhooksDelivered' | 'acknowledgedPayments';

export async function reportOf(
  house: House,
  client: pg.Client,
  run: { readonly seed: string; readonly loadMs: number; readonly tookMs: number },
): Promise<Report> {
  const { memory, proxy, receiver, servers } = house;
  const rows: Partial<Record<Stored, number>> = {};
  for (const [name, text] of Object.entries(stored))
    rows[name as keyof typeof stored] = Number((await client.query<{ count: string }>(text)).rows[0]?.count);
  return {
    seed: run.seed,
    minutes: Math.round(run.loadMs / 600) / 100,
    tookSeconds: Math.round(run.tookMs / 1000),
    counts: {
      ...memory.counts,
      ...(rows as Record<keyof typeof stored, number>),
      lostAnswers: proxy.lostAnswers,
      acknowledgedPayments: memory.payments.size,
      webhooksDelivered: receiver.deliveries,
    },
    slowestAnswer: memory.slowest,
    violations: memory.violations,
    history: memory.history,
    logs: Object.fromEntries(servers.map((server) => [server.name, server.log()])),
  };
}

/** One line for the record, and everything wrong below it. */
export function showReport(report: Report): string {
  const { counts } = report;
  const facts: [string, number | string][] = [
    ['seed', report.seed],
    ['minutes', report.minutes],
    ['buyers', counts.buyers],
    ['checkouts', counts.checkouts],
    ['payments', counts.paid],
    ['acknowledged', counts.acknowledgedPayments],
    ['refunds', counts.refunds],
    ['retries', counts.retries],
    ['kills', counts.kills],
    ['stops', counts.stops],
    ['planned restarts', counts.terminations],
    ['second servers', counts.secondServers],
    ['database restarts', counts.databaseRestarts + counts.databaseKills],
    ['cuts', counts.cuts],
    ['lost answers', counts.lostAnswers],
    ['delays', counts.delays],
    ['freezes', counts.freezes],
    ['black holes', counts.blackHoles],
    ['lost standbys', counts.lostStandbys],
    ['full disks', counts.fullDisks],
    ['bank moods', counts.simulatorChanges],
    ['late payments', counts.latePayments],
    ['excess charges', counts.excessCharges],
    ['events', counts.events],
    ['webhooks delivered', counts.webhooksDelivered],
    ['audits', counts.audits],
    ['slowest answer', `${(report.slowestAnswer.tookMs / 1000).toFixed(1)} s`],
    ['violations', report.violations.length],
  ];
  const lines = report.violations.map(({ guarantee, found }) => `  ✗ ${guarantee}\n    ${found}`);
  return [facts.map(([name, value]) => `${name} ${value}`).join(' · '), ...lines].join('\n');
}

/** The whole history as text, oldest first. */
export function showHistory(history: readonly Happening[]): string {
  return history
    .map(({ atMs, who, what }) => `${(atMs / 1000).toFixed(3).padStart(9)}  ${who.padEnd(14)}  ${what}\n`)
    .join('');
}
