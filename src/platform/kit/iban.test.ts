import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigitsOf } from './check-digits.ts';
import { groupByFour, readIban } from './iban.ts';
import { ibanLengths, isSepaCountry } from './iban-countries.ts';

const german = { account: { iban: 'DE89370400440532013000', country: 'DE' } };

/** One of each country, as the registry and banks show them in public. */
const examples =
  'AD1200012030200359100100 AE070331234567890123456 AL47212110090000000235698741 AT611904300234573201 AZ21NABZ00000000137010001944 ' +
  'BA391290079401028494 BE68539007547034 BG80BNBG96611020345678 BH67BMAG00001299123456 CH9300762011623852957 CY17002001280000001200527600 ' +
  'CZ6508000000192000145399 DE89370400440532013000 DK5000400440116243 EE382200221020145685 ES9121000418450200051332 ' +
  'FI2112345600000785 FK88SC123456789012 FO6264600001631634 FR1420041010050500013M02606 GB29NWBK60161331926819 GI75NWBK000000007099453 ' +
  'GL8964710001000206 GR1601101250000000012300695 HR1210010051863000160 HU42117730161111101800000000 IE29AIBK93115212345678 ' +
  'IL620108000000099999999 IS140159260076545510730339 IT60X0542811101000000123456 KZ86125KZT5004100100 LB62099900000001001901229114 ' +
  'LC55HEMM000100010012001200023015 LI21088100002324013AA LT121000011101001000 LU280019400644750000 LV80BANK0000435195001 ' +
  'MC5811222000010123456789030 MD24AG000225100013104168 ME25505000012345678951 MK07250120000058984 MT84MALT011000012345MTLCAST001S ' +
  'MU17BOMM0101101030300200000MUR NL91ABNA0417164300 NO9386011117947 PL61109010140000071219812874 PT50000201231234567890154 ' +
  'RO49AAAA1B31007593840000 RS35260005601001611379 RU0304452522540817810538091310419 SA0380000000608010167519 SE4550000000058398257466 ' +
  'SI56263300012039086 SK3112000000198742637541 SM86U0322509800000000270100 TN5910006035183598478831 TR330006100519786457841326 ' +
  'VA59001123000012345678 VG96VPVG0000012345678901 XK051212012345678906';

describe('an IBAN is read as people paste it', () => {
  it.each([
    'DE89370400440532013000',
    'DE89 3704 0044 0532 0130 00',
    'de89 3704 0044 0532 0130 00',
    'IBAN: DE89 3704 0044 0532 0130 00',
    'IBAN DE89 3704 0044 0532 0130 00',
    'iban.DE89370400440532013000',
    'DE89-3704-0044-0532-0130-00',
    'DE89\u20133704\u20130044\u20130532\u20130130\u201300',
    'DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000',
    'DE89\u202f3704\u20090044\u30000532\u20070130\u200300',
    '\ufeffDE89\u200b3704\u00ad0044\u206005320130\u200e00\r\n',
    ' DE89\t3704\n0044 0532 0130 00 ',
    'ＤＥ８９３７０４００４４０５３２０１３０００',
  ])('%j', (text) => {
    expect(readIban(text)).toEqual(german);
  });

  it.each(examples.split(' '))('%s', (iban) => {
    expect(readIban(iban)).toEqual({ account: { iban, country: iban.slice(0, 2) } });
  });

  it('of every country in its own length, and in no other', () => {
    for (const [country, length] of ibanLengths)
      for (const more of [-1, 0, 1]) {
        const rest = '7'.repeat(length - 4 + more);
        const reading = readIban(country + checkDigitsOf(country, rest) + rest);
        expect('account' in reading).toBe(more === 0);
      }
  });
});

describe('a text that is no IBAN', () => {
  it.each([
    ['', { kind: 'empty' }],
    [' \u00a0', { kind: 'empty' }],
    ['IBAN:', { kind: 'empty' }],
    ['DE89 3704_0044', { kind: 'character', character: '_' }],
    ['DE89370400440532013ß', { kind: 'character', character: 'ß' }],
    ['dı89370400440532013000', { kind: 'character', character: 'ı' }],
    ['ДE89370400440532013000', { kind: 'character', character: 'Д' }],
    ['DE89😀', { kind: 'character', character: '😀' }],
    ['DE89\u0000370400440532013000', { kind: 'character', character: '\u0000' }],
    ['8937040044', { kind: 'beginning' }],
    ['DEUTSCHE BANK', { kind: 'beginning' }],
    ['US89370400440532013000', { kind: 'country', country: 'US' }],
    ['GF4120041010050500013M02606', { kind: 'country', country: 'GF' }],
    ['DE8937040044053201300', { kind: 'length', country: 'DE', expected: 22, actual: 21 }],
    ['DE893704004405320130000', { kind: 'length', country: 'DE', expected: 22, actual: 23 }],
    ['DE89370400440532013001', { kind: 'check_digits', country: 'DE' }],
    ['DE99370400440532013014', { kind: 'check_digits', country: 'DE' }],
    ['DE8937040044O532013000', { kind: 'check_digits', country: 'DE' }],
  ])('%j: %o', (text, fault) => {
    expect(readIban(text)).toEqual({ fault });
  });

  it('gives a fault for any text, and never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 0x10ffff })), (points) => {
        const reading = readIban(String.fromCodePoint(...points));
        expect('fault' in reading || ibanLengths.has(reading.account.country)).toBe(true);
      }),
    );
  });
});

it('groups by four, and reads what it grouped', () => {
  expect(groupByFour(german.account.iban)).toBe('DE89 3704 0044 0532 0130 00');
  expect(['', '1234', '12345'].map(groupByFour)).toEqual(['', '1234', '1234 5']);
  fc.assert(
    fc.property(fc.constantFrom(...examples.split(' ')), (iban) => {
      expect(readIban(groupByFour(iban))).toEqual(readIban(iban));
    }),
  );
});

it('knows who is in SEPA: since 2024 and 2025 also Albania, Moldova, Montenegro, North Macedonia and Serbia', () => {
  const inside = [...ibanLengths.keys()].filter(isSepaCountry);
  expect(inside).toHaveLength(42);
  expect(['AL', 'CH', 'GB', 'GI', 'MC', 'MD', 'ME', 'MK', 'RS', 'SM', 'VA'].every(isSepaCountry)).toBe(true);
  expect(['FO', 'GL', 'XK', 'TR', 'US', 'de', ''].some(isSepaCountry)).toBe(false);
});
