import { describe, expect, it } from 'vitest';
import { accountOf } from '#paying/statements/account.ts';
import { accountKey } from './statement-account.ts';

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
  ])('leaves any other as it is: %s', (_, written) => {
    expect(accountKey(accountOf(written), [own])).toBe(written);
  });
});
