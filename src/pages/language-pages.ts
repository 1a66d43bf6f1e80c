import type { FastifyInstance, FastifyRequest } from 'fastify';
import { knownLocale } from '#platform/text/locales.ts';
import { languageCookie } from './language-cookie.ts';
import { contextOf, type PagesOptions, seeOther, sendAnnouncement } from './page-request.ts';
import { ownPath } from './safe-url.ts';

type LanguageRequest = FastifyRequest<{ Params: { locale: string }; Querystring: { to?: unknown } }>;

/** `/language/<locale>?to=<path>`: remembers the language and leads back to the page it was chosen on. */
export function addLanguagePages(app: FastifyInstance, options: PagesOptions): void {
  app.get('/language/:locale', async (request: LanguageRequest, reply) => {
    const locale = knownLocale(request.params.locale);
    const to = ownPath(typeof request.query.to === 'string' ? request.query.to : null);
    if (!locale || !to)
      return sendAnnouncement(reply, contextOf(options, request, null), { kind: 'page_not_found' }, 404);
    reply.header('set-cookie', languageCookie(options.context.config.publicUrl, locale));
    return seeOther(reply, withChosenLocale(to, locale));
  });
}

/** The address names it too: where no cookie is taken, such as in a merchant's frame, it stays chosen all the same. */
function withChosenLocale(path: string, locale: string): string {
  const { pathname, searchParams } = new URL(path, 'https://here.invalid');
  searchParams.set('locale', locale);
  return `${pathname}?${searchParams}`;
}
