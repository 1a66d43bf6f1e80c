import { describe, expect, it } from 'vitest';
import { inGroups, testCards } from '#platform/contract/test-cards.ts';
import { readTree } from './tree.ts';

/*
 * Some numbers stand in sentences, where nothing can fill them in. Each is held against the one place that decides it.
 */

const tree = readTree(process.cwd());

/** Every text of a folder that people read, as lines with their place. */
function linesOf(pattern: RegExp): { readonly place: string; readonly text: string }[] {
  return tree.paths
    .filter((path) => pattern.test(path))
    .flatMap((path) =>
      tree
        .read(path)
        .split('\n')
        .map((text, index) => ({ place: `${path}:${index + 1}`, text })),
    );
}

describe('numbers in sentences', () => {
  it('name cards that the sandbox takes', () => {
    const known = new Set<string>(testCards.map(({ number }) => inGroups(number)));
    const named = linesOf(/^(?:README\.md|docs\/guides\/.*\.md|(?:dashboard\/)?src\/.*\.tsx?)$/)
      .filter(({ place }) => !place.includes('.test.'))
      .flatMap(({ place, text }) =>
        // The groups of an IBAN follow its country and check digits.
        [...text.matchAll(/(?<!\b[A-Z]{2}\d\d )\b\d{4} \d{4} \d{4} \d{4}\b/g)].map(([number]) => ({
          place,
          number,
        })),
      );
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ number }) => !known.has(number))).toEqual([]);
  });

  it('name every test card in the guide, by its last four digits where the rest is the same', () => {
    const guide = tree.read('docs/guides/payments.md');
    const missing = testCards
      .filter(({ brand }) => brand === 'visa')
      .filter(({ number }) => !guide.includes(inGroups(number)) && !guide.includes(`…${number.slice(-4)}`));
    expect(missing).toEqual([]);
  });
});
