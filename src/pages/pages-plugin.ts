import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemFrom } from '#platform/http/problem-answer.ts';
import { addChallengePages } from './challenge-pages.ts';
import { addChangePages } from './change-pages.ts';
import { addCheckoutPages } from './checkout-pages.ts';
import { foreignForm } from './foreign-form.ts';
import { addLanguagePages } from './language-pages.ts';
import { addLinkPages } from './link-pages.ts';
import { type PagesOptions, sendPage } from './page-request.ts';
import { problemPage } from './problem-page.ts';

/** The buyer's pages: a scope of their own, because they take forms and answer errors as pages. */
export function pagesPlugin(
  options: PagesOptions & { logError: (error: unknown, requestId: string) => void },
): (app: FastifyInstance) => void {
  return (app) => {
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, parse(body as string, '&', '=', { maxKeys: 100 })),
    );
    app.addHook('onRequest', (request, _reply, done) => {
      done(foreignForm(request, options.context.config.publicUrl));
    });
    app.setErrorHandler((error, request, reply) => sendError(options, error, request, reply));
    addLinkPages(app, options);
    addChangePages(app, options);
    addCheckoutPages(app, options);
    addChallengePages(app, options);
    addLanguagePages(app, options);
  };
}

function sendError(
  options: Parameters<typeof pagesPlugin>[0],
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const problem = problemFrom(error);
  if (problem.status >= 500 && problem.status !== 503) options.logError(problem.cause ?? error, request.id);
  return sendPage(reply, problemPage(options, problem, request));
}
