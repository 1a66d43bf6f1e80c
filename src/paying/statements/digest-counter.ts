/** Words of 32 bits that a digest of 32 hexadecimal digits has. */
const words = 4;
const leastPlaces = 4;

/**
 * How often digests of 32 hexadecimal digits were counted, each in twenty bytes: a statement of a hundred thousand entries has
 * twice as many of them, which take a tenth of the memory that a `Map` of texts would. A count may be negative.
 */
export type DigestCounter = {
  of(digest: string): number;
  add(digest: string, count: number): void;
};

export function createDigestCounter(): DigestCounter {
  let keys = new Uint32Array(leastPlaces * words);
  let counts = new Int32Array(leastPlaces);
  let isTaken = new Uint8Array(leastPlaces);
  let taken = 0;
  const key = new Uint32Array(words);

  function read(digest: string): void {
    for (let word = 0; word < words; word++)
      key[word] = Number.parseInt(digest.slice(word * 8, word * 8 + 8), 16);
  }

  /** Where the key is, or the free place where it belongs. Digests are as good as random, so that neighbours are free soon. */
  function placeOf(): number {
    const mask = counts.length - 1;
    let place = (key[0] as number) & mask;
    while (isTaken[place] === 1 && !isAt(place)) place = (place + 1) & mask;
    return place;
  }

  function isAt(place: number): boolean {
    for (let word = 0; word < words; word++) if (keys[place * words + word] !== key[word]) return false;
    return true;
  }

  function put(count: number): void {
    const place = placeOf();
    if (isTaken[place] === 0) {
      keys.set(key, place * words);
      isTaken[place] = 1;
      taken += 1;
    }
    counts[place] = (counts[place] as number) + count;
  }

  function grow(): void {
    const before = { keys, counts, isTaken };
    keys = new Uint32Array(before.keys.length * 2);
    counts = new Int32Array(before.counts.length * 2);
    isTaken = new Uint8Array(before.isTaken.length * 2);
    taken = 0;
    for (let place = 0; place < before.counts.length; place++) {
      if (before.isTaken[place] === 0) continue;
      key.set(before.keys.subarray(place * words, (place + 1) * words));
      put(before.counts[place] as number);
    }
  }

  return {
    of(digest) {
      read(digest);
      return counts[placeOf()] as number;
    },
    add(digest, count) {
      if (taken * 4 >= counts.length * 3) grow();
      read(digest);
      put(count);
    },
  };
}
