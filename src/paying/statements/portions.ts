const mostAtOnce = 100;

/** The same values, many at once. */
export async function* inPortions<Value>(values: AsyncIterable<Value>): AsyncGenerator<readonly Value[]> {
  let portion: Value[] = [];
  for await (const value of values) {
    portion.push(value);
    if (portion.length < mostAtOnce) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
