import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseEncoding, type Encoding } from './content-encoding.ts';
import { matchesTag, tagOf } from './entity-tag.ts';

type Forms = Readonly<Record<Encoding, { readonly bytes: Buffer; readonly etag: string }>>;

/** Bytes that are the same for everybody, with all headers but those about their form. */
export type KeptBytes = {
  send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
};

const pack = {
  gzip: promisify(gzip),
  br: promisify(brotliCompress),
};

/** Keeps bytes that are made, packed and tagged when somebody asks for them first, and never again. */
export function keepBytes(make: () => string | Buffer, headers: Readonly<Record<string, string>>): KeptBytes {
  let forms: Promise<Forms> | undefined;
  return {
    send: async (request, reply) => {
      forms ??= makeForms(Buffer.from(make()));
      const made = await forms;
      const encoding = chooseEncoding(request.headers['accept-encoding'], ['br', 'gzip']);
      const { bytes, etag } = made[encoding];
      reply.headers({ ...headers, etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
      if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
      if (encoding !== 'identity') reply.header('content-encoding', encoding);
      return reply.send(bytes);
    },
  };
}

async function makeForms(bytes: Buffer): Promise<Forms> {
  const tag = tagOf(bytes);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  const [br, gzipped] = await Promise.all([
    pack.br(bytes, { params: quality }),
    pack.gzip(bytes, { level: 9 }),
  ]);
  return {
    identity: { bytes, etag: `"${tag}"` },
    gzip: { bytes: gzipped, etag: `"${tag}-gzip"` },
    br: { bytes: br, etag: `"${tag}-br"` },
  };
}
