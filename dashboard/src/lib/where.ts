import type { Currency } from '../../../src/platform/kit/money.ts';

/** The regions that pay in euros: the member states of the euro area, and those that agreed with it or use it alone. */
const euroRegions =
  'AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC ME MT NL PT SI SK SM VA XK AX BL GF GP MF MQ PM RE TF YT';

/** The currency of where somebody reads these languages: by the first that names a region, or has a usual one. */
export function currencyOf(languages: readonly string[]): Currency {
  const region = languages.map(regionOf).find(Boolean);
  return region && euroRegions.split(' ').includes(region) ? 'EUR' : 'USD';
}

function regionOf(language: string): string | undefined {
  try {
    return new Intl.Locale(language).maximize().region;
  } catch {
    return undefined;
  }
}

/** The zone of this browser's clock. */
export function browserZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** Every zone that this browser knows, and the one that is set. */
export function zonesWith(zone: string) {
  const names = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), zone]);
  return [...names].map((name) => ({ value: name, label: name.replaceAll('_', ' ') }));
}
