import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerParent } from './child.ts';

/** An address whose answer is served again. */
export type CopyOrder = { readonly url: string; readonly headers: Readonly<Record<string, string>> };
/** The address at which it is. */
export type Copied = { readonly url: string };

/** Serves the bytes of another server's answer, headers included, with nothing but node:http. */
export function bareServer(): void {
  answerParent<CopyOrder, Copied>(async (order) => {
    const { status, headers, body } = await fetchOnce(order);
    const server = createServer((_request, response) => {
      response.writeHead(status, headers);
      response.end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  });
}

type Answer = { readonly status: number; readonly headers: string[]; readonly body: Buffer };

// What node:http writes by itself.
const ownHeaders = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length']);

function fetchOnce({ url, headers }: CopyOrder): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const body = Buffer.concat(chunks);
        const kept = response.rawHeaders.flatMap((name, index, all) =>
          index % 2 === 0 && !ownHeaders.has(name.toLowerCase()) ? [name, all[index + 1] as string] : [],
        );
        const length = ['content-length', String(body.length)];
        resolve({ status: response.statusCode ?? 0, headers: [...kept, ...length], body });
      });
    });
    sent.on('error', reject);
    sent.end();
  });
}
