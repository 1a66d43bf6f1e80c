import { describe, expect, it } from 'vitest';
import { NoAnswer } from '#platform/db/failures.ts';
import { DatabaseUnavailable, isToldAlready, OutcomeUnknown } from '#platform/db/unavailable.ts';
import { problemFrom } from './problem-answer.ts';

const withCode = (code: string, message = 'no') => Object.assign(new Error(message), { code });

describe('what the caller is told of the database', () => {
  it('separates what did not happen from what is not known, both with a time to come back', () => {
    const away = problemFrom(new DatabaseUnavailable(withCode('57P03')));
    const unknown = problemFrom(new OutcomeUnknown(new NoAnswer(4_500)));
    expect(
      [away, unknown].map(({ status, code, headers }) => [status, code, headers['retry-after']]),
    ).toEqual([
      [503, 'unavailable', '2'],
      [503, 'outcome_unknown', '2'],
    ]);
    expect(unknown.detail).toContain('not known');
  });

  it('a caller who leaves before the body is complete is no trouble with the database', () => {
    expect(problemFrom(Object.assign(withCode('ECONNRESET', 'aborted'), { statusCode: 400 }))).toMatchObject({
      status: 400,
      code: 'invalid_request',
    });
  });

  it('that the database is away is written down once; a row that was locked too long, each time', () => {
    expect(isToldAlready(new DatabaseUnavailable(new NoAnswer(4_500)))).toBe(true);
    expect(isToldAlready(new DatabaseUnavailable(withCode('57014')))).toBe(false);
  });
});
