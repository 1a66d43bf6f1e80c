import { describe, expect, it } from 'vitest';
import { accountOf } from '#paying/statements/account.ts';
import { accountKey, likelyIban, namesOf } from './statement-account.ts';

const own = 'DE89370400440532013000';

describe('accountKey', () => {
  it.each([
    ['the IBAN itself', own, own],
    ['with spaces', 'DE89 3704 0044 0532 0130 00', own],
    ['as bank code and number, with zeros in front', '37040044/0532013000', own],
    ['as bank code and number, without them', '37040044/532013000', own],
  ])('knows an account of the merchant again: %s', (_, written, key) => {
    expect(accountKey(accountOf(written), [own])).toBe(key);
  });

  it.each([
    ['an IBAN that was cut', 'DE893704004405320130'],
    ['another IBAN', 'DE02120300000000202051'],
    ['another number at the same bank', '37040044/532013001'],
    ['the same number at another bank', '12030000/532013000'],
    ['a number alone', '532013000'],
    ['the last digits alone', '37040044/000'],
    ['a number without its first digits', '37040044/2013000'],
  ])('leaves any other as it is: %s', (_, written) => {
    expect(accountKey(accountOf(written), [own])).toBe(written);
  });
});

describe('likelyIban', () => {
  it.each([
    ['an IBAN without its end', 'DE893704004405320130'],
    ['an IBAN without two digits inside', 'DE893704004405323000'],
    ['a number without its end', '37040044/05320130'],
    ['a number without its first digits', '37040044/2013000'],
  ])('knows a number that was cut: %s', (_, written) => {
    expect(likelyIban(written, [own])).toBe(own);
    expect(namesOf(own, [written], [own])).toEqual([own, written]);
  });

  it.each([
    ['the IBAN itself', own],
    ['another IBAN', 'DE02120300000000202051'],
    ['another number at the same bank', '37040044/532013001'],
    ['the same number at another bank', '12030000/532013000'],
    ['the number alone, which is whole', '532013000'],
    ['a name', 'Giro'],
  ])('takes no other for it: %s', (_, written) => {
    expect(likelyIban(written, [own])).toBeUndefined();
  });

  it('another account at the same bank has no name of it', () => {
    expect(namesOf(own, ['37040044/532013001', 'Giro', '532013000'], [own])).toEqual([own, '532013000']);
  });
});
