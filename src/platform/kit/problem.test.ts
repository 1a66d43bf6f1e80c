import { describe, expect, it } from 'vitest';
import { AssertionFailure, assert, unreachable } from './assert.ts';
import { jsonPath } from './json-path.ts';
import { Problem } from './problem.ts';

const parts = { status: 409, code: 'link_deleted', title: 'Link deleted', detail: 'Restore the link first.' };

describe('Problem', () => {
  it('is an error whose message is the public sentence', () => {
    const problem = new Problem(parts);
    expect(problem).toBeInstanceOf(Error);
    expect(problem.message).toBe(parts.detail);
    expect(problem).toMatchObject({ ...parts, errors: [], headers: {}, extra: {} });
    expect(problem.cause).toBeUndefined();
  });

  it('keeps its cause out of everything that is written from its fields', () => {
    const cause = new Error('password in plain text');
    const problem = new Problem({
      ...parts,
      cause,
      headers: { 'retry-after': '30' },
      extra: { bound: '1.00' },
    });
    expect(problem.cause).toBe(cause);
    expect(JSON.stringify(problem)).not.toContain('password');
    expect(problem.headers).toEqual({ 'retry-after': '30' });
    expect(problem.extra).toEqual({ bound: '1.00' });
  });
});

describe('assert', () => {
  it('throws the message when the condition does not hold', () => {
    expect(() => assert(false, 'A place was lost.')).toThrow(new AssertionFailure('A place was lost.'));
    expect(() => assert(1, 'unused')).not.toThrow();
    expect(() => unreachable('late' as never)).toThrow('Unexpected value: late');
  });
});

describe('jsonPath', () => {
  it.each([
    ['/products/0/quantity', 'products[0].quantity'],
    ['/name', 'name'],
    ['/0/id', '[0].id'],
    ['', ''],
    ['/metadata/a~1b~0c', 'metadata["a/b~c"]'],
    ['/metadata/01', 'metadata["01"]'],
    ['/metadata/~01', 'metadata["~1"]'],
    ['/prices/USD', 'prices.USD'],
    ['/metadata/', 'metadata[""]'],
  ])('%j is %j', (pointer, path) => {
    expect(jsonPath(pointer)).toBe(path);
  });
});
