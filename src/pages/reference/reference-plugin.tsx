import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { matchesTag, tagOf } from '#platform/http/entity-tag.ts';
import { renderDocument } from '#platform/text/document.tsx';
import { ReferencePage, type ReferenceView } from './components/reference-page.tsx';

/** The reference asks for its style sheets and nothing else; there is no script to allow. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

type Rendered = { readonly plain: Buffer; readonly zipped: Buffer; readonly tag: string };

/** Serves the reference for people at `/docs`: rendered when it is first asked for, the same bytes ever after. */
export function referencePlugin(view: ReferenceView): (app: FastifyInstance) => void {
  let rendered: Promise<Rendered> | undefined;
  return (app) => {
    app.get('/docs', async (request, reply) => {
      rendered ??= render(view);
      const { plain, zipped, tag } = await rendered;
      const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      const etag = isZipped ? `"${tag}-gzip"` : `"${tag}"`;
      reply.headers({ etag, 'cache-control': 'no-cache', vary: 'accept-encoding' });
      reply.header('content-security-policy', policy);
      if (matchesTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
      if (isZipped) reply.header('content-encoding', 'gzip');
      return reply.type('text/html; charset=utf-8').send(isZipped ? zipped : plain);
    });
  };
}

async function render(view: ReferenceView): Promise<Rendered> {
  const plain = Buffer.from(renderReference(view));
  return { plain, zipped: await promisify(gzip)(plain), tag: tagOf(plain) };
}

/** The page as text. Pure: the same contract always gives the same bytes. */
export function renderReference(view: ReferenceView): string {
  return renderDocument(<ReferencePage {...view} />);
}
