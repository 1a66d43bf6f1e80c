import { type Dispatcher, request } from 'undici';
import { ProviderUnclear } from './provider-errors.ts';

export type Sent = {
  /** Who is asked, for what is said when it does not answer. */
  readonly provider: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
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
export async function send({ provider, method, url, headers, body }: Sent): Promise<Received> {
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const answer = await request(url, {
      method,
      headers: { accept: 'application/json', ...headers },
      body: body ?? null,
      signal,
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: await readText(provider, answer.body),
    };
  } catch (error) {
    if (error instanceof ProviderUnclear) throw error;
    throw new ProviderUnclear(
      signal.aborted ? `${provider} did not answer in time.` : `The connection to ${provider} broke.`,
    );
  }
}

async function readText(provider: string, body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > maximumBytes) throw new ProviderUnclear(`${provider} answered more than can be read.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
