/** Keeps the values used last, up to a number of them; for what never changes under its key. */
export type BoundedCache<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
};

export function createBoundedCache<Value>(maximumEntries: number): BoundedCache<Value> {
  // A Map remembers the order of insertion: the first key is the one that was used longest ago.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= maximumEntries) return;
      const [oldest] = entries.keys();
      if (oldest !== undefined) entries.delete(oldest);
    },
  };
}

/** One of something for each owner, such as a cache for each database; it goes when its owner goes. */
export function onePer<Owner extends object, Thing>(make: (owner: Owner) => Thing): (owner: Owner) => Thing {
  const things = new WeakMap<Owner, Thing>();
  return (owner) => {
    const known = things.get(owner);
    if (known !== undefined) return known;
    const thing = make(owner);
    things.set(owner, thing);
    return thing;
  };
}
