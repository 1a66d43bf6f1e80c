/** Keeps the values used last, at least half of a number of them; for what never changes under its key. */
export type BoundedCache<Value> = {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
};

/**
 * Two generations: what is used goes to the younger one, and once that holds half of the maximum it becomes the older
 * one, whose former content goes. So finding what was found lately moves nothing.
 */
export function createBoundedCache<Value>(maximumEntries: number): BoundedCache<Value> {
  const generationSize = Math.max(1, Math.floor(maximumEntries / 2));
  let younger = new Map<string, Value>();
  let older = new Map<string, Value>();
  const set = (key: string, value: Value) => {
    if (younger.size >= generationSize && !younger.has(key)) {
      older = younger;
      younger = new Map();
    }
    younger.set(key, value);
  };
  return {
    get(key) {
      const value = younger.get(key);
      if (value !== undefined) return value;
      const aged = older.get(key);
      if (aged !== undefined) set(key, aged);
      return aged;
    },
    set,
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
