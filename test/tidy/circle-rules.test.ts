import { describe, expect, it } from 'vitest';
import { noBarrels, noCircles } from './rules/circles.ts';
import { breaks, find } from './support/find.ts';

describe(noCircles.name, () => {
  it('finds a circle through several files, types included', () => {
    const files = {
      'src/selling/products/a.ts': "import { b } from './b.ts';",
      'src/selling/products/b.ts': "export * from '#selling/products/c.ts';",
      'src/selling/products/c.ts': "\nimport type { A } from './a.ts';",
    };
    expect(find(noCircles, files)).toEqual(['src/selling/products/c.ts:2']);
  });

  it('finds a file that imports itself', () => {
    expect(breaks(noCircles, 'src/selling/products/a.ts', "import './a.ts';")).toBe(true);
  });

  it('allows two ways to one file', () => {
    const files = {
      'src/selling/products/a.ts': "import './b.ts'; import './c.ts';",
      'src/selling/products/b.ts': "import './d.ts';",
      'src/selling/products/c.ts': "import './d.ts';",
      'src/selling/products/d.ts': 'export const d = 1;',
    };
    expect(find(noCircles, files)).toEqual([]);
  });
});

describe(noBarrels.name, () => {
  it.each([
    ["export * from './a.ts';", true],
    ["export { a } from './a.ts';\nexport type { B } from './b.ts';", true],
    ["import { a } from './a.ts';\nexport { a };", true],
    ["export { a } from './a.ts';\nexport const b = 1;", false],
    ["import './a.ts';", false],
    ['export type A = string;', false],
    ['', false],
  ])('%s: barrel is %s', (text, isBarrel) => {
    expect(breaks(noBarrels, 'src/selling/index.ts', text)).toBe(isBarrel);
  });
});
