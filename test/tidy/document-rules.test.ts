import { describe, expect, it } from 'vitest';
import { createProject, type Rule } from './project.ts';
import { decisionsAreShort } from './rules/decisions.ts';
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
