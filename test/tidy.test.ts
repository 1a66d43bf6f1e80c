import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createProject, formatFailure } from './tidy/project.ts';
import { rules } from './tidy/rules.ts';
import { readTree } from './tidy/tree.ts';

describe('the house is tidy', () => {
  const project = createProject(readTree(fileURLToPath(new URL('..', import.meta.url))));

  it('has files to look at', () => {
    expect(project.sources.some(({ path }) => path === 'src/platform/kit/money.ts')).toBe(true);
  });

  it.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, rule) => {
    expect(rule.check(project).map((failure) => formatFailure(rule, failure))).toEqual([]);
  });
});
