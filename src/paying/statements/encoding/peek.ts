export type Peeked = {
  readonly start: Uint8Array;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Lets go of the source where nobody reads on. */
  close(): Promise<void>;
};

/** The first bytes, as many as asked for if there are so many, and all chunks with them. */
export async function peek(source: AsyncIterable<Uint8Array>, count: number): Promise<Peeked> {
  const iterator = source[Symbol.asyncIterator]();
  let start: Uint8Array = new Uint8Array(0);
  while (start.length < count) {
    const { done, value } = await iterator.next();
    if (done) break;
    start = start.length === 0 ? value : Buffer.concat([start, value]);
  }
  return {
    start: start.subarray(0, count),
    chunks: joined(start, iterator),
    close: async () => void (await iterator.return?.()),
  };
}

async function* joined(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (start.length > 0) yield start;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}
