import { pipeline, Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Encoding, encodingFor, varyByEncoding } from './content-encoding.ts';
import { createPacker, fewestBytesToPack, isPackable, type PackedEncoding, pack } from './packing.ts';

type Done = (error: Error | null, payload?: unknown) => void;

/**
 * Packs on its way what was not packed before: lists, pages, exports while they are made. An answer that has a tag, a
 * range or an encoding has settled its forms by itself. Nothing is packed in which a secret may stand beside words that
 * somebody else chose, because its length would tell the secret letter by letter (BREACH): answers to what changes
 * something, which hold what was just made, and whatever says `no-transform`.
 */
export function packAnswer(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: Done): void {
  const encoding = mayBePacked(request, reply, payload) ? chooseForm(request, reply) : 'identity';
  if (encoding === 'identity') done(null, payload);
  else if (payload instanceof Readable) {
    tellPacked(reply, encoding);
    // Nobody reads what HEAD is answered with.
    done(null, request.method === 'HEAD' ? payload : packStream(payload, encoding));
  } else packBytes(payload as string | Buffer, encoding, reply, done);
}

function chooseForm(request: FastifyRequest, reply: FastifyReply): Encoding {
  addVary(reply);
  return encodingFor(request.headers['accept-encoding']);
}

function packBytes(
  content: string | Buffer,
  encoding: PackedEncoding,
  reply: FastifyReply,
  done: Done,
): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  if (bytes.length < fewestBytesToPack) {
    done(null, content);
    return;
  }
  pack(encoding, bytes).then((packed) => {
    tellPacked(reply, encoding);
    done(null, packed);
  }, done);
}

const settled = ['content-encoding', 'etag', 'accept-ranges', 'content-range'];

function mayBePacked({ method }: FastifyRequest, reply: FastifyReply, payload: unknown): boolean {
  const hasContent = typeof payload === 'string' || Buffer.isBuffer(payload) || payload instanceof Readable;
  if (!hasContent || settled.some((name) => reply.hasHeader(name))) return false;
  const contentType = headerOf(reply, 'content-type');
  if (!isPackable(contentType) || headerOf(reply, 'cache-control').includes('no-transform')) return false;
  return method === 'GET' || method === 'HEAD' || contentType.startsWith('text/html');
}

function headerOf(reply: FastifyReply, name: string): string {
  return String(reply.getHeader(name) ?? '');
}

function addVary(reply: FastifyReply): void {
  const vary = headerOf(reply, 'vary');
  if (!vary.includes(varyByEncoding))
    reply.header('vary', vary ? `${vary}, ${varyByEncoding}` : varyByEncoding);
}

function tellPacked(reply: FastifyReply, encoding: PackedEncoding): void {
  reply.header('content-encoding', encoding).removeHeader('content-length');
}

/** However one of them ends, so does the other: half a table is never taken for a whole one. */
function packStream(content: Readable, encoding: PackedEncoding): Readable {
  return pipeline(content, createPacker(encoding), () => {});
}
