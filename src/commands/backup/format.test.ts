import { expect, it } from 'vitest';
import { formatBytes } from './format.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [144_132_283, '144.1 MB'],
  [5_000_000_000_000_000, '5000.0 TB'],
])('%i bytes are told as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
