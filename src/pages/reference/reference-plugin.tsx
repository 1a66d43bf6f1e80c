import type { FastifyInstance } from 'fastify';
import { keepBytes } from '#platform/http/kept-bytes.ts';
import { renderDocument } from '#platform/text/document.tsx';
import { ReferencePage, type ReferenceView } from './components/reference-page.tsx';

/** The reference asks for its style sheets and nothing else; there is no script to allow. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Serves the reference for people at `/docs`: rendered when it is first asked for, the same bytes ever after. */
export function referencePlugin(view: ReferenceView): (app: FastifyInstance) => void {
  const kept = keepBytes(() => renderReference(view), {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  });
  return (app) => {
    app.get('/docs', (request, reply) => kept.send(request, reply));
  };
}

/** The page as text. Pure: the same contract always gives the same bytes. */
export function renderReference(view: ReferenceView): string {
  return renderDocument(<ReferencePage {...view} />);
}
