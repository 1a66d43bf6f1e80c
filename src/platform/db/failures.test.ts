import { describe, expect, it } from 'vitest';
import { isLost, isShortage, isUnavailable, mayHaveArrived, NoAnswer } from './failures.ts';
import { mayWrite } from './guard.ts';

const withCode = (code: string, message = 'no') => Object.assign(new Error(message), { code });

describe('what a failure says of the database', () => {
  it.each([
    ['disk_full', '53100'],
    ['out_of_memory', '53200'],
    ['too_many_connections', '53300'],
  ])('%s is a shortage, of which nobody is at fault and nothing was done', (_, code) => {
    expect([isShortage(withCode(code)), isUnavailable(withCode(code))]).toEqual([true, true]);
    expect(mayHaveArrived(withCode(code))).toBe(false);
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ENOENT'])('%s: nothing was sent', (code) => {
    expect([isLost(withCode(code)), mayHaveArrived(withCode(code))]).toEqual([true, false]);
  });

  it.each([
    ['a reset', withCode('ECONNRESET')],
    ['a shutdown', withCode('57P01')],
    ['an end without a word', new Error('Connection terminated unexpectedly')],
    ['silence', new NoAnswer(4_500)],
  ])('%s: what was sent may have been done', (_, error) => {
    expect([isLost(error), mayHaveArrived(error)]).toEqual([true, true]);
  });

  it('an error of the statement itself is none of these', () => {
    for (const code of ['23505', '42703', '40001']) expect(isUnavailable(withCode(code))).toBe(false);
    expect(isUnavailable(new TypeError('x is undefined'))).toBe(false);
  });
});

it.each([
  ['with place as (update places set held = held + 1 returning id) select * from place', true],
  ['INSERT INTO notes VALUES (1)', true],
  ['select updated_at, deleted_at from products where inserted', false],
  ['select 1', false],
])('%s may write: %s', (text, expected) => {
  expect(mayWrite(text)).toBe(expected);
});
