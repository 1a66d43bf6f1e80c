import { describe, expect, it } from 'vitest';
import { createProject, type Rule } from './project.ts';
import { exportsAreUsed, foldersHaveCompany } from './rules/dead-ends.ts';
import { decisionsAreShort } from './rules/decisions.ts';
import { changelogIsKept, linksLead, roomsAreNamed } from './rules/documents.ts';
import { treeOf } from './tree.ts';

/** What a rule finds in a small tree, as `path:line problem`. */
function find(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  const project = createProject(treeOf(files));
  return rule.check(project).map(({ path, line, problem }) => `${path}:${line} ${problem}`);
}

describe(decisionsAreShort.name, () => {
  const path = 'docs/decisions/0007-short.md';
  const decision = '# 0007 Keep it short\n\nStatus: accepted, 2026-11-22\n\nBecause.\n';
  const list = '| [0007](0007-short.md) | Keep it short | accepted | 2026-11-22 |\n';
  const broken = (text: string, listed = list) =>
    find(decisionsAreShort, { [path]: text, 'docs/decisions/README.md': listed });

  it('is content with a short one that is listed', () => {
    expect(broken(decision)).toEqual([]);
  });

  it.each([
    ['another number', decision.replace('0007', '0008'), 1],
    ['no number', decision.replace('0007 ', ''), 1],
    ['no status', decision.replace('Status: accepted, 2026-11-22\n', ''), 3],
    ['a status of its own', decision.replace('accepted', 'perhaps'), 3],
    ['no date', decision.replace(', 2026-11-22', ''), 3],
    ['many lines', decision + 'Because.\n'.repeat(41), 46],
    ['long lines', `${decision}${'Because. '.repeat(400)}\n`, 6],
  ])('finds one with %s', (_, text, line) => {
    expect(broken(text)).toEqual([expect.stringContaining(`${path}:${line} has `)]);
  });

  it.each([
    ['missing in the list', ''],
    ['listed by another title', list.replace('Keep it short', 'Keep it')],
    ['listed with another date', list.replace('-22', '-23')],
  ])('finds one that is %s', (_, listed) => {
    expect(broken(decision, listed)).toEqual([`${path}:1 is not listed in docs/decisions/README.md.`]);
  });
});

describe(roomsAreNamed.name, () => {
  const house = {
    'src/selling/products/product.ts': '',
    'src/selling/payment-links/link.ts': '',
    'src/app.ts': '',
  };
  const found = (line: string) =>
    find(roomsAreNamed, { ...house, 'ARCHITECTURE.md': `# The house\n\n${line}\n` });

  it('is content with exactly the rooms that there are', () => {
    expect(found('src/selling/   payment-links, products')).toEqual([]);
  });

  it('finds a room that is not named, and one that is gone', () => {
    expect(found('src/selling/   products')).toEqual([
      'ARCHITECTURE.md:3 does not name src/selling/payment-links.',
    ]);
    expect(found('src/selling/   payment-links, products, prices')).toEqual([
      'ARCHITECTURE.md:3 names prices in src/selling, where there is no such room.',
    ]);
    expect(found('src/paying/   checkouts')).toHaveLength(2);
  });
});

describe(linksLead.name, () => {
  it('finds links to nowhere, from where the document stands', () => {
    const files = {
      'docs/guides/deploy.md':
        'See [keys](keys.md) and [the map](../../MAP.md#rooms).\n[web](https://example.com) [here](#top)\n',
      'docs/guides/keys.md': 'Back to [guides](../guides/).',
    };
    expect(find(linksLead, files)).toEqual([
      'docs/guides/deploy.md:1 links to MAP.md, which does not exist.',
    ]);
  });
});

describe(changelogIsKept.name, () => {
  const kept = (changelog: string) =>
    find(changelogIsKept, { 'CHANGELOG.md': changelog, 'package.json': '{"version":"0.2.0"}' });

  it.each([
    ['# Changelog\n\n## Unreleased\n'],
    ['# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-11-30\n\n## 0.1.0, 2026-11-22\n'],
  ])('is content with %j', (text) => {
    expect(kept(text)).toEqual([]);
  });

  it.each([
    ['# Changelog\n\n## 0.2.0, 2026-11-30\n', 'does not begin with "## Unreleased".'],
    ['## Unreleased\n\n## 0.2.0\n', 'has no version with a date.'],
    ['## Unreleased\n\n## 0.1.0, 2026-11-30\n', 'has 0.1.0 as its newest release, and package.json 0.2.0.'],
  ])('finds what is wrong with %j', (text, problem) => {
    expect(kept(text)).toEqual([expect.stringContaining(problem)]);
  });
});

describe(foldersHaveCompany.name, () => {
  it('finds a folder that holds one file, except where files come alone on purpose', () => {
    const files = {
      'src/commands/keys/keys.ts': '',
      'src/commands/commands.ts': '',
      'src/platform/text/messages/en.ts': '',
      'src/platform/text/text.ts': '',
      'src/paying/ledger/testing/states.ts': '',
      'src/paying/ledger/ledger.ts': '',
    };
    expect(find(foldersHaveCompany, files)).toEqual([
      'src/commands/keys/keys.ts:1 is all that src/commands/keys holds.',
    ]);
  });
});

describe(exportsAreUsed.name, () => {
  const use = (text: string, path = 'src/selling/products/use.ts') =>
    find(exportsAreUsed, {
      'src/selling/products/product.ts': 'export const price = 1;\nexport const name = price;\n',
      [path]: text,
    });

  it.each([
    ["import { name } from './product.ts';"],
    ["import { name as title } from './product.ts';"],
    ["import * as product from './product.ts';"],
    ["const load = () => import('./product.ts');"],
  ])('is content where it is imported: %s', (text) => {
    expect(use(text)).toEqual([]);
  });

  it('finds what nothing imports, or only a test', () => {
    const failure = 'src/selling/products/product.ts:2 exports name, which nothing but tests uses.';
    expect(use('')).toEqual([failure]);
    expect(use("import { name } from './product.ts';", 'src/selling/products/product.test.ts')).toEqual([
      failure,
    ]);
  });
});
