/** An element without its namespace, with what stands in it. `currency` is its attribute `Ccy`. */
export type Element = {
  readonly name: string;
  readonly line: number;
  readonly currency: string | null;
  text: string;
  readonly children: Element[];
};

const noChildren: readonly Element[] = [];

/** The first child of each name, one within the other. */
export function child(element: Element | undefined, ...path: readonly string[]): Element | undefined {
  let found = element;
  for (const name of path) {
    if (found === undefined) return undefined;
    found = firstChild(found, name);
  }
  return found;
}

// A loop of its own, because half of the time of reading would go into closures otherwise.
function firstChild({ children }: Element, name: string): Element | undefined {
  for (let at = 0; at < children.length; at++) if (children[at]?.name === name) return children[at];
  return undefined;
}

export function childrenOf(element: Element | undefined, name: string): readonly Element[] {
  if (element === undefined || firstChild(element, name) === undefined) return noChildren;
  return element.children.filter((each) => each.name === name);
}

/** Text of the first child of each name, without space around it; `null` where it is empty or missing. */
export function textAt(element: Element | undefined, ...path: readonly string[]): string | null {
  const text = child(element, ...path)?.text.trim();
  return text === undefined || text === '' ? null : text;
}
