import { expect, test } from 'vitest';
import { readableLine } from './readable-line.ts';

const time = '2026-01-31T12:34:56.789Z';
const readable = (line: object) => readableLine(JSON.stringify({ time, level: 'info', ...line }));

test('a request is one short line', () => {
  const line = { request_id: 'r1', method: 'GET', route: '/api/products/', status: 200, duration_ms: 3.2 };
  expect(readable({ ...line, msg: 'request' })).toBe('12:34:56 200 GET /api/products/ 3.2 ms\n');
});

test('other lines show their message and what else they carry; the level only when it matters', () => {
  expect(readable({ msg: 'ready', url: 'http://localhost:3000' })).toBe(
    '12:34:56 ready url=http://localhost:3000\n',
  );
  expect(readable({ level: 'warn', msg: 'slow', ms: 12 })).toBe('12:34:56 WARN slow ms=12\n');
});

test('an error shows its stack', () => {
  const err = { type: 'Error', message: 'broken', stack: 'Error: broken\n    at here' };
  expect(readable({ level: 'error', msg: 'job failed', err })).toBe(
    '12:34:56 ERROR job failed\nError: broken\n    at here\n',
  );
});
