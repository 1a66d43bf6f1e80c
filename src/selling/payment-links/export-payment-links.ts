import type { Context } from '#platform/context.ts';
import type { PaymentLinkListQuery } from '#platform/contract/payment-links.ts';
import { csvAnswer, readCsvFormat } from '#platform/http/export-answer.ts';
import type { Answer, SessionCaller } from '#platform/http/route.ts';
import { type CsvCell, type CsvFormat, csvRow } from '#platform/kit/csv.ts';
import { readLinkFilter } from './find-payment-links.ts';
import { findLinkIdWindow } from './search/find-links.ts';
import { showPaymentLink } from './show-payment-link.ts';
import { readNow, selectPaymentLinks } from './store.ts';
import type { LinkFilter, PaymentLink } from './stored-link.ts';

const linksAtOnce = 500;

/** Every link of the filter as CSV, newest first, a page of rows in memory at a time. */
export async function exportPaymentLinks(
  context: Context,
  caller: Pick<SessionCaller, 'organizationId' | 'defaultMode'>,
  query: PaymentLinkListQuery,
): Promise<Answer> {
  const pieces = exportedPieces(
    context,
    caller.organizationId,
    readLinkFilter(caller, query),
    readCsvFormat(query),
  );
  return csvAnswer(context, {
    fileName: 'payment-links.csv',
    pieces,
    query,
    organizationId: caller.organizationId,
    onError: (error) => context.log.error({ err: error }, 'an export of payment links was cut off'),
  });
}

async function* exportedPieces(
  context: Context,
  organizationId: string,
  filter: LinkFilter,
  format: CsvFormat,
): AsyncGenerator<string> {
  const { database, clock, config } = context;
  const now = await readNow(database.handle, clock.offsetMs);
  let header = csvRow(Object.keys(columns), format);
  let after: string | undefined;
  do {
    const window = await findLinkIdWindow(database.handle, organizationId, filter, now, linksAtOnce, after);
    const links = await selectPaymentLinks(database.handle, organizationId, window.ids, clock.offsetMs);
    yield header + links.map((link) => csvRow(cellsOf(link, config.publicUrl), format)).join('');
    header = '';
    after = window.next;
  } while (after);
}

type Shown = ReturnType<typeof showPaymentLink>;

/** Names of the columns, which are stable, and what stands in them. */
const columns: Readonly<Record<string, (link: Shown) => CsvCell>> = {
  id: (link) => link.id,
  url: (link) => link.url,
  name: (link) => link.name,
  status: (link) => link.status,
  mode: (link) => link.mode,
  currency: (link) => link.currency,
  pricing_mode: (link) => link.pricing_mode,
  subtotal: (link) => ({ amount: link.subtotal }),
  tax: (link) => ({ amount: link.tax }),
  total: (link) => ({ amount: link.total }),
  expires_at: (link) => link.expires_at,
  max_uses: (link) => link.max_uses,
  uses: (link) => link.uses,
  held: (link) => link.held,
  remaining_uses: (link) => link.remaining_uses,
  paid_count: (link) => link.paid_count,
  revenue_usd: (link) => ({ amount: link.revenue.USD }),
  revenue_eur: (link) => ({ amount: link.revenue.EUR }),
  created_at: (link) => link.created_at,
  updated_at: (link) => link.updated_at,
};

function cellsOf(link: PaymentLink, publicUrl: string): CsvCell[] {
  const shown = showPaymentLink(link, publicUrl);
  return Object.values(columns).map((cell) => cell(shown));
}
