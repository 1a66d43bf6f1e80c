import { describe, expect, it } from 'vitest';
import { createProject } from './project.ts';
import { roomOrder } from './rules/rooms.ts';
import { treeOf } from './tree.ts';

const imports = { '#paying/*': './src/paying/*', '#selling/*': './src/selling/*' };

function find(files: Readonly<Record<string, string>>): string[] {
  const project = createProject(treeOf({ 'package.json': JSON.stringify({ imports }), ...files }));
  return roomOrder.check(project).map(({ path, problem }) => `${path} ${problem}`);
}

describe(roomOrder.name, () => {
  it.each([
    ['src/paying/refunds/x.ts', '#paying/checkouts/y.ts'],
    ['src/paying/checkouts/hot/x.ts', '#paying/ledger/y.ts'],
    ['src/paying/checkouts/x.ts', './hot/y.ts'],
    ['src/paying/checkouts/x.ts', '#paying/context.ts'],
    ['src/paying/context.ts', '#paying/checkouts/hot/y.ts'],
    ['src/paying/providers/x.ts', '#selling/payment-links/y.ts'],
    ['src/paying/ledger/x.test.ts', '#paying/checkouts/y.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(find({ [path]: `import '${specifier}';` })).toEqual([]);
  });

  it.each([
    ['src/paying/ledger/x.ts', '#paying/checkouts/y.ts'],
    ['src/paying/providers/x.ts', '../checkouts/y.ts'],
    ['src/paying/checkouts/hot/x.ts', '#paying/transactions/y.ts'],
  ])('%s may not import %s', (path, specifier) => {
    expect(find({ [path]: `import type { Y } from '${specifier}';` })).toHaveLength(1);
  });

  it('a new room is given a place first', () => {
    expect(find({ 'src/paying/disputes/x.ts': '' })).toEqual([
      'src/paying/disputes/x.ts stands in disputes, which has no place in its wing.',
    ]);
  });
});
