import { describe, expect, it } from 'vitest';
import { catalogues, checkCatalogue, checkCatalogues } from '#platform/text/catalogue.ts';
import { english } from '#platform/text/messages/en.ts';
import { toMerchants } from '#platform/text/messages/merchants.ts';
import { translator } from '#platform/text/translate.ts';

const text = translator('en');

describe('the message catalogue', () => {
  it('is complete in every language', () => {
    expect(checkCatalogues()).toEqual([]);
  });

  it('complains about what a translation lacks, leaves empty, adds or fills in wrongly', () => {
    const { 'site.terms': _left, ...others } = english;
    const broken = {
      ...others,
      'site.contact': ' ',
      'order.soldBy': 'Sold by {merchant}',
      'mode.test': 'Test mode.',
      'order.items': { other: '{count} items' },
      'link.heading': { one: 'x', other: 'y' },
      'made.up': 'Nobody asks for this.',
    };
    expect(checkCatalogue('en', broken)).toEqual([
      'en: "made.up" is no message of the English catalogue.',
      'en: "site.terms" is missing.',
      'en: "site.contact" is empty.',
      'en: "mode.test" leaves out <b>.',
      'en: "order.items" lacks its plural form "one".',
      'en: "order.soldBy" uses {merchant}, which nobody fills in.',
      'en: "order.soldBy" leaves out {seller}.',
      'en: "link.heading" must be a plural exactly where English is.',
    ]);
  });

  it('keeps the voice: no exclamation mark, no "please", no "oops", no "successfully"', () => {
    expect(JSON.stringify([english, toMerchants])).not.toMatch(/!|please|oops|sorry|successfully/i);
  });

  it('shouts in no language', () => {
    expect(JSON.stringify(catalogues)).not.toMatch(/[!¡]/);
  });

  it('names no product', () => {
    expect(JSON.stringify([catalogues, toMerchants])).not.toMatch(/linktill/i);
  });
});

describe('saying a message', () => {
  it('fills in names, and numbers as the language writes them', () => {
    expect(text('order.soldBy', { seller: 'A & B' })).toBe('Sold by A & B');
    expect(text('error.tooLong', { count: 1000 })).toBe('Use at most 1,000 characters.');
  });

  it('picks the plural form, an exact one first', () => {
    expect(text('order.items', { count: 1 })).toBe('1 item');
    expect(text('order.items', { count: 0 })).toBe('0 items');
    expect(text('error.summary', { count: 2 })).toBe('Check two fields. Nothing was charged.');
    expect(text('error.summary', { count: 12 })).toBe('Check 12 fields. Nothing was charged.');
  });

  it('drops tags in plain text and leaves braces in values alone', () => {
    expect(text('notice.renewed', { time: '{time}' })).toBe('Extended. You have until {time}.');
  });
});
