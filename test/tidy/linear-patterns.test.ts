import { describe, expect, it } from 'vitest';
import { createProject, isTest } from './project.ts';
import { readTree } from './tree.ts';

/*
 * A pattern that backtracks takes four times as long for text that is twice as long: a second for what somebody pastes
 * into a field. Each pattern of the code is held against long repetitions of whatever it speaks of, ended by
 * something that it cannot take.
 */

const length = 10_000;
/** A pattern that reads each character once takes a tenth of a millisecond; a quadratic one some hundreds. */
const limitMs = 50;
const ends = ['\u0001', '@', ''];

type Pattern = { readonly place: string; readonly pattern: string; readonly flags: string };

const patterns: Pattern[] = createProject(readTree(process.cwd()))
  .sources.filter(({ path }) => /^(?:src|dashboard\/src)\//.test(path) && !isTest(path))
  .flatMap(({ path, nodesOf, lineOf }) =>
    nodesOf('Literal').flatMap((node) => {
      const regex = node.regex as { pattern: string; flags: string } | undefined;
      return regex ? [{ place: `${path}:${lineOf(node)}`, ...regex }] : [];
    }),
  );

/** What a text may be made of to keep a pattern going: the characters that it names, and one of each class. */
function unitsOf({ pattern }: Pattern): string[] {
  const named = pattern.replace(/\\[a-zA-Z](?:\{[^}]*\})?/g, '').match(/[^\\[\](){}|^$*+?]/gu) ?? [];
  return [...new Set([...named.slice(0, 40), '0', '7', 'a', 'A', ' ', '.', ',', '-', '@', '"'])];
}

function textsOf(pattern: Pattern): string[] {
  return unitsOf(pattern).flatMap((unit) =>
    ['', 'a@', '1'].flatMap((start) => ends.map((end) => start + unit.repeat(length) + end)),
  );
}

/** The best of three: what else this machine does meanwhile counts for nothing. */
function costOf({ pattern, flags }: Pattern, text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3 && least > limitMs; run++) {
    const regex = new RegExp(pattern, flags);
    const start = performance.now();
    text.replace(regex, '');
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

describe('a pattern takes time in proportion to the text that it reads', () => {
  it('finds the patterns of the code', () => {
    expect(patterns.length).toBeGreaterThan(100);
  });

  it('would see one that does not', () => {
    const quadratic = { place: '', pattern: '\\.?0+$', flags: '' };
    expect(textsOf(quadratic).some((text) => costOf(quadratic, text) > limitMs)).toBe(true);
  });

  it('each of them', () => {
    const slow = patterns.filter((each) => textsOf(each).some((text) => costOf(each, text) > limitMs));
    expect(slow.map(({ place, pattern }) => `${place} /${pattern}/`)).toEqual([]);
  }, 120_000);
});
