/** What the database keeps of any text: no NUL, and no half of a character. */
export function jsonOf(value: unknown): string {
  const json = JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' ? each.toString() : each,
  );
  return mayHoldOthers.test(json) ? jsonOfStrange(value) : json;
}

/** As JSON escapes them. */
const mayHoldOthers = /\\u(?:0000|d[89a-f])/;

function jsonOfStrange(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return each.toString();
    return typeof each === 'string' ? each.replace(/\p{Surrogate}/gu, '\ufffd').replaceAll('\0', '') : each;
  });
}
