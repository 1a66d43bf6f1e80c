import { problem } from '#platform/contract/errors.ts';

// In JSON a text that a colon follows is a name, and nothing else is.
const nameOrBrace = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g;

/**
 * Refuses names that a reader would have to guess about: one that stands twice in an object, where parsers differ on which
 * counts, and `__proto__`, which is no name like others in JavaScript.
 *
 * @param source valid JSON
 */
export function refuseUnclearNames(source: string): void {
  const open: Set<string>[] = [];
  for (const [token, colon] of source.matchAll(nameOrBrace)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1)) as string;
      const names = open.at(-1);
      if (name === '__proto__') throw unclear(name, '__proto__ cannot be a name here; take another one.');
      if (names?.has(name))
        throw unclear(name, `${shown(name)} stands twice in one object of the body; send it once.`);
      names?.add(name);
    }
  }
}

function unclear(name: string, detail: string): Error {
  return problem('invalid_request', { detail, field: shown(name) });
}

/** Keys of metadata are the longest names that anything takes. */
function shown(name: string): string {
  return name.slice(0, 40);
}
