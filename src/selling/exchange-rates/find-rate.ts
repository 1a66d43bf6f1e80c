import type { Context } from '#platform/context.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import { selectLatestRate } from './store.ts';

/** The platform's rate right now; undefined when conversion is not offered, or the last rate is too old. */
export async function findRate(context: Context): Promise<ExchangeRate | undefined> {
  const { config } = context;
  if (config.exchangeRateEurUsdMillionths !== undefined) {
    return { rateMillionths: config.exchangeRateEurUsdMillionths, source: 'operator', date: null };
  }
  if (config.fxSource !== 'ecb') return undefined;
  const published = await selectLatestRate(context.database, context.clock.offsetMs);
  return published && { ...published, source: 'ecb' };
}
