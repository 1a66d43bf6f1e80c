import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

export type Got = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As they came. */
  readonly bytes: Buffer;
  /** Unpacked as the answer says they are packed. */
  readonly text: string;
};

const unpack: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
};

type Asked = { readonly method?: string; readonly body?: string };

/** An answer with its bytes as they came; `fetch` asks for packed ones by itself and unpacks them. */
export function getBytes(
  url: string,
  headers: Record<string, string> = {},
  { method = 'GET', body }: Asked = {},
): Promise<Got> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('error', reject);
      response.on('data', (chunk) => void chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const { statusCode = 0, headers: answered } = response;
        // Neither nothing nor a part can be unpacked.
        const isWhole = bytes.length > 0 && statusCode !== 206;
        const unpackOf = isWhole ? unpack[answered['content-encoding'] ?? ''] : undefined;
        const text = String(unpackOf ? unpackOf(bytes) : bytes);
        resolve({ status: statusCode, headers: answered, bytes, text });
      });
    });
    asking.on('error', reject).end(body);
  });
}
