/** How much of an answer has come so far. */
export type Arrived = { readonly bytes: number; readonly lines: number };

const newLine = 10;

/** All of an answer, told about while it comes. */
export async function readWithProgress(answer: Response, tell: (arrived: Arrived) => void): Promise<Blob> {
  if (!answer.body) return answer.blob();
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, lines] = [0, 0];
  const reader = answer.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    bytes += value.length;
    for (const byte of value) if (byte === newLine) lines += 1;
    tell({ bytes, lines });
  }
  return new Blob(pieces, { type: answer.headers.get('content-type') ?? '' });
}
