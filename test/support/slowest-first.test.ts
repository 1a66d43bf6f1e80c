import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { TestSpecification, Vitest } from 'vitest/node';
import { SlowestFirst, slowFiles } from './slowest-first.ts';

test('the files that are known to be slow are there, and begin before all others', async () => {
  expect(slowFiles.filter((path) => !existsSync(path))).toEqual([]);
  const config = { root: '/clone', sequence: { groupOrder: 0 } };
  const project = { name: '', config };
  const cache = { getFileTestResults: () => undefined, getFileStats: () => undefined };
  const named = (path: string) => ({ moduleId: `/clone/${path}`, project }) as unknown as TestSpecification;
  const sequencer = new SlowestFirst({ config, cache } as unknown as Vitest);
  const sorted = await sequencer.sort(['src/quick.test.ts', ...[...slowFiles].reverse()].map(named));
  expect(sorted.map(({ moduleId }) => moduleId)).toEqual(
    [...slowFiles, 'src/quick.test.ts'].map((path) => `/clone/${path}`),
  );
});
