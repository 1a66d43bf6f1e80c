import { type Dispatcher, request } from 'undici';
import { ProviderUnclear } from '#paying/providers/provider-errors.ts';

export type Sent = {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
};

export type Received = {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
};

const deadlineMs = 8_000;
const maximumBytes = 1024 * 1024;

/**
 * Sends once, follows no redirect, and waits eight seconds for the last byte. Whatever goes wrong after that is unclear, without
 * the cause, which may repeat what was sent.
 */
export async function send({ method, url, headers, body }: Sent): Promise<Received> {
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const answer = await request(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      body: body ?? null,
      signal,
    });
    return { status: answer.statusCode, headers: answer.headers, text: await readText(answer.body) };
  } catch (error) {
    if (error instanceof ProviderUnclear) throw error;
    throw new ProviderUnclear(
      signal.aborted ? 'PayPal did not answer in time.' : 'The connection to PayPal broke.',
    );
  }
}

async function readText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maximumBytes) throw new ProviderUnclear('PayPal answered more than can be read.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
