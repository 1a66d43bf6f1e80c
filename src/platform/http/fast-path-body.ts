import type { IncomingMessage } from 'node:http';

/** Longer ones are for the framework: what buyers send is a tenth of it. */
const mostBytes = 16 * 1024;
const jsonTypes = new Set(['application/json', 'application/json; charset=utf-8']);

/** The length of a body of JSON as browsers and programs send it, or nothing for any other. */
export function plainBodyLength({ headers }: IncomingMessage): number | undefined {
  if (headers['transfer-encoding'] !== undefined || !jsonTypes.has(headers['content-type'] ?? ''))
    return undefined;
  const length = Number(headers['content-length']);
  return length > 0 && length <= mostBytes ? length : undefined;
}

/**
 * Reads a body whose length is known. When `take` does not want it, the request is as unread as before, for whoever
 * comes next.
 *
 * @param take decides at once: a moment later the request would have ended
 */
export function readBody(
  request: IncomingMessage,
  length: number,
  take: (bytes: Buffer) => boolean,
  refused: () => void,
): void {
  const chunks: Buffer[] = [];
  let received = 0;
  const onData = (chunk: Buffer) => {
    chunks.push(chunk);
    received += chunk.length;
    if (received < length) return;
    request.off('data', onData).pause();
    const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
    if (take(bytes)) return void request.resume();
    request.unshift(bytes);
    refused();
  };
  request.on('data', onData);
}
