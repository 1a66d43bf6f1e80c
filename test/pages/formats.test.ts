import { describe, expect, it } from 'vitest';
import { countryCodes } from '#platform/contract/country-codes.ts';
import {
  countryName,
  listCountries,
  needsPostalCode,
  usesPostalCode,
  usesState,
} from '#platform/text/countries.ts';
import { formatDay, formatDeadline, formatMoment, zoneAbbreviation, zoneCity } from '#platform/text/dates.ts';
import { formatExchangeRate, formatMoney, formatPercent } from '#platform/text/format.ts';
import { pickLocale } from '#platform/text/locales.ts';

describe('choosing a language', () => {
  it.each([
    ['en-US,en;q=0.9', undefined, 'en'],
    ['tlh, en;q=0.5', undefined, 'en'],
    [undefined, undefined, 'en'],
    ['*', undefined, 'en'],
    ['tlh', 'EN-gb', 'en'],
    ['en', 'tlh', 'en'],
    [';;q=,,=;', '', 'en'],
  ])('%s with ?locale=%s speaks %s', (header, query, locale) => {
    expect(pickLocale(header, query)).toBe(locale);
  });
});

describe('money', () => {
  it('is written with its sign and to the cent', () => {
    expect(formatMoney(34900n, 'EUR', 'en')).toBe('€349.00');
    expect(formatMoney(5998n, 'USD', 'en')).toBe('$59.98');
    expect(formatMoney(-100n, 'EUR', 'en')).toBe('-€1.00');
  });

  it('stays exact beyond what a float can hold', () => {
    expect(formatMoney(900719925474099301n, 'USD', 'en')).toBe('$9,007,199,254,740,993.01');
  });
});

describe('rates', () => {
  it('lose idle zeros and nothing else', () => {
    expect(['19.000', '19.600', '0.000', '7.125'].map((rate) => formatPercent(rate, 'en'))).toEqual([
      '19%',
      '19.6%',
      '0%',
      '7.125%',
    ]);
    expect(formatExchangeRate('1.131000', 'en')).toBe('1.1310');
    expect(formatExchangeRate('1.083401', 'en')).toBe('1.083401');
  });
});

describe('times', () => {
  const june = new Date('2026-06-14T16:00:00Z');

  it('are told in the zone of the seller, with its name', () => {
    expect(formatMoment(june, 'Europe/Berlin', 'en')).toBe('14 June 2026, 18:00 CEST');
    expect(formatMoment(june, 'America/New_York', 'en')).toBe('14 June 2026, 12:00 EDT');
    expect(formatMoment(june, 'UTC', 'en')).toBe('14 June 2026, 16:00 UTC');
    expect(formatDay(june, 'Pacific/Kiritimati', 'en')).toBe('15 June 2026');
  });

  it('name summer and winter time apart, on both sides of the change', () => {
    expect(zoneAbbreviation(new Date('2026-03-29T00:59:59Z'), 'Europe/Berlin', 'en')).toBe('CET');
    expect(zoneAbbreviation(new Date('2026-03-29T01:00:00Z'), 'Europe/Berlin', 'en')).toBe('CEST');
    expect(formatMoment(new Date('2026-10-25T00:30:00Z'), 'Europe/Berlin', 'en')).toContain('02:30 CEST');
    expect(formatMoment(new Date('2026-10-25T01:30:00Z'), 'Europe/Berlin', 'en')).toContain('02:30 CET');
  });

  it('leave out the day when it is today there', () => {
    expect(formatDeadline(june, new Date('2026-06-14T08:00:00Z'), 'Europe/Berlin', 'en')).toBe('18:00 CEST');
    expect(formatDeadline(june, new Date('2026-06-13T22:30:00Z'), 'Europe/Berlin', 'en')).toBe('18:00 CEST');
    expect(formatDeadline(june, new Date('2026-06-13T20:30:00Z'), 'Europe/Berlin', 'en')).toBe(
      '14 June 2026, 18:00 CEST',
    );
  });

  it('name a zone after its place', () => {
    expect(zoneCity('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(zoneCity('UTC')).toBeUndefined();
    expect(zoneCity('Etc/GMT+5')).toBeUndefined();
  });
});

describe('countries', () => {
  it('are the 249 of ISO 3166-1 and Kosovo, each once and each with a name', () => {
    expect(new Set(countryCodes).size).toBe(250);
    expect(countryCodes.filter((code) => countryName(code, 'en') === code)).toEqual([]);
  });

  it('are listed by name', () => {
    const names = listCountries('en').map(({ name }) => name);
    expect(names.slice(0, 3)).toEqual(['Afghanistan', 'Åland Islands', 'Albania']);
    expect(names).toHaveLength(250);
  });

  it('know whether they use postal codes and states', () => {
    expect(['US', 'DE', 'AE', 'HK'].map(usesPostalCode)).toEqual([true, true, false, false]);
    expect(['US', 'DE', 'AE', 'CA'].map(needsPostalCode)).toEqual([true, false, false, false]);
    expect(['US', 'DE', 'AE', 'CA'].map(usesState)).toEqual([true, false, true, true]);
  });
});
