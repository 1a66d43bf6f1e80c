import type { Context } from '#platform/context.ts';
import type { Mode } from '#platform/contract/common.ts';
import type { DashboardAnswer, DashboardQuery } from '#platform/contract/reporting.ts';
import type { Handle } from '#platform/db/database.ts';
import type { SessionCaller } from '#platform/http/route.ts';
import { addDays, dayOf } from '#platform/kit/days.ts';
import { formatId } from '#platform/kit/ids.ts';
import { conversionRate, sumFigures } from '#reporting/figures/figures.ts';
import { getSumming, type Report, readFigures } from '#reporting/figures/read-figures.ts';
import { readWallets } from '#reporting/figures/read-wallets.ts';
import { inSnapshot } from '#reporting/figures/snapshot.ts';
import {
  changerOf,
  showDisputed,
  showExpiring,
  showLinkChange,
  showPaid,
  showPeriod,
  showRecentTransaction,
  showScarce,
  showUndecided,
  showWallet,
} from './show-dashboard.ts';
import {
  selectCounts,
  selectExpiring,
  selectLinkChanges,
  selectOpenDisputes,
  selectRecentTransactions,
  selectScarce,
  selectUndecided,
  selectUserNames,
} from './store.ts';

const usualDays = 30;
const recentRows = 10;
const attentionRows = 10;
const undecidedAfterMs = 10 * 60_000;
const expiringWithinMs = 48 * 3_600_000;

/** Everything that the first page of the dashboard shows, read at one moment. */
export async function getDashboard(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId' | 'defaultMode'>,
  query: DashboardQuery,
): Promise<DashboardAnswer> {
  const { organizationId } = caller;
  const mode = query.mode ?? caller.defaultMode;
  const count = query.days ?? usualDays;
  return inSnapshot(context, async (tx, now) => {
    const { organization, summing } = await getSumming(tx, organizationId);
    const last = dayOf(now, organization.timeZone);
    // The period, as many days before it, and never less than the thirty days that are always told.
    const first = addDays(last, 1 - Math.max(2 * count, usualDays));
    const owner = { organizationId, mode };
    const [report, wallets, { users, deletedLinks }, recent, attention] = await Promise.all([
      readFigures(tx, owner, summing, { first, last, now }),
      readWallets(tx, organizationId, mode, summing, now),
      selectCounts(tx, organizationId, mode),
      readRecent(tx, organizationId, mode),
      readAttention(tx, organizationId, mode, now),
    ]);
    return {
      organization: {
        id: formatId('org', organization.id),
        name: organization.name,
        status: organization.status,
        default_currency: organization.defaultCurrency,
        time_zone: organization.timeZone,
      },
      mode,
      wallet: { USD: showWallet(wallets.USD), EUR: showWallet(wallets.EUR) },
      stats: {
        users,
        transactions: report.total.transactions,
        links: report.total.linksMade - deletedLinks,
        paid_today: showPaid(report.days.slice(-1)),
        paid_30_days: showPaid(report.days.slice(-usualDays)),
        ...showPeriod(report.days.slice(-count)),
        previous: showPeriod(report.days.slice(-2 * count, -count)),
      },
      funnel: showFunnel(report.days.slice(-count)),
      recent_activity: recent,
      attention,
    };
  });
}

/** Of links alone: a checkout that an API client makes was never a page that somebody viewed. */
function showFunnel(days: Report['days']): DashboardAnswer['funnel'] {
  const { linkStarted, linkPaid } = sumFigures(days.map(({ figures }) => figures));
  const views = days.reduce((sum, day) => sum + day.views, 0);
  return { views, started: linkStarted, paid: linkPaid, conversion_rate: conversionRate(linkPaid, views) };
}

async function readRecent(
  tx: Handle,
  organizationId: string,
  mode: Mode,
): Promise<DashboardAnswer['recent_activity']> {
  const [transactions, changes] = await Promise.all([
    selectRecentTransactions(tx, organizationId, mode, recentRows),
    selectLinkChanges(tx, organizationId, mode, recentRows),
  ]);
  const names = await selectUserNames(tx, [...new Set(changes.flatMap((change) => changerOf(change) ?? []))]);
  return {
    transactions: transactions.map(showRecentTransaction),
    link_changes: changes.map((change) => showLinkChange(change, names)),
  };
}

async function readAttention(
  tx: Handle,
  organizationId: string,
  mode: Mode,
  now: Date,
): Promise<DashboardAnswer['attention']> {
  const later = (ms: number) => new Date(now.getTime() + ms);
  const beforeExpiry = { now, before: later(expiringWithinMs), limit: attentionRows };
  const [undecided, expiring, scarce, disputed] = await Promise.all([
    selectUndecided(tx, organizationId, mode, later(-undecidedAfterMs), attentionRows),
    selectExpiring(tx, organizationId, mode, beforeExpiry),
    selectScarce(tx, organizationId, mode, now, attentionRows),
    selectOpenDisputes(tx, organizationId, mode, attentionRows),
  ]);
  return {
    undecided_payments: undecided.map(showUndecided),
    expiring_links: expiring.map(showExpiring),
    scarce_links: scarce.map(showScarce),
    open_disputes: disputed.map(showDisputed),
  };
}
