export type Reference = { readonly from: string; readonly to: string };

/**
 * Orders tables so that each comes after those it refers to, and by name where that leaves a choice, so that the order
 * is the same on every server. A table may refer to itself: a table's rows are checked when all of them are there.
 *
 * @throws when tables refer to each other in a circle, which no order can load
 */
export function inDependencyOrder<Named extends { readonly name: string }>(
  tables: readonly Named[],
  references: readonly Reference[],
): Named[] {
  const waiting = [...tables].sort((a, b) => (a.name < b.name ? -1 : 1));
  const ordered: Named[] = [];
  while (waiting.length > 0) {
    const isFree = ({ name }: Named) =>
      !references.some(
        ({ from, to }) => from === name && to !== name && waiting.some((other) => other.name === to),
      );
    const next = waiting.findIndex(isFree);
    if (next < 0) {
      const names = waiting.map(({ name }) => name).join(', ');
      throw new Error(`The foreign keys of ${names} form a circle: make one of them deferrable or drop it.`);
    }
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}
