import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PayingContext } from '#paying/context.ts';
import type { RequestFacts } from '#platform/http/route.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { knownLocale, pickLocale } from '#platform/text/locales.ts';
import { accentStyle } from './accent.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { type PageAssets, type PageContext, pageContext } from './context.ts';
import { rememberedLocale } from './language-cookie.ts';
import { renderAnnouncementPage } from './render.tsx';
import type { AnnouncementView } from './views.ts';

/** What page handlers are given: the use-cases' context, the built files, and the limiter. */
export type PagesOptions = {
  readonly context: PayingContext;
  readonly assets: PageAssets;
  readonly factsOf: (request: FastifyRequest) => RequestFacts;
  /** Counts the request, or throws 429. */
  readonly take: (bucket: 'start' | 'pay' | 'read', request: FastifyRequest) => void;
  /** Notes that a person looked at a link; never slows or fails the page. */
  readonly countView: (link: { organizationId: string; id: string }, request: Asked) => void;
};

/** What is asked of a request whichever way it came. */
export type Asked = Pick<FastifyRequest, 'headers' | 'method'>;

/**
 * The language and surroundings of one request. The language is what the address names, else what was chosen on a page
 * before, else what the browser asks for.
 */
export function contextOf(
  options: PagesOptions,
  request: Pick<FastifyRequest, 'headers' | 'query'>,
  path: string | null,
): PageContext {
  const { config, clock } = options.context;
  const query = request.query as Record<string, unknown>;
  const asked = typeof query.locale === 'string' ? query.locale : undefined;
  return pageContext({
    locale:
      knownLocale(asked) ??
      rememberedLocale(request.headers) ??
      pickLocale(request.headers['accept-language']),
    localeChosen: knownLocale(asked) !== undefined,
    path,
    platformName: config.platformName,
    publicUrl: config.publicUrl,
    assets: options.assets,
    now: clock.now(),
  });
}

export type PageAnswer = {
  readonly status: number;
  readonly html: string;
  readonly accentColour: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Origins that may show the page in a frame. */
  readonly frameAncestors?: readonly string[];
};

/** Sends a page under its policy. Pages about one buyer are never kept by anybody. */
export function sendPage(reply: FastifyReply, page: PageAnswer): FastifyReply {
  return reply.code(page.status).headers(headersOf(page)).send(page.html);
}

/** The headers of a page, its policy among them. */
export function headersOf(page: Omit<PageAnswer, 'status' | 'html'>): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy({
      accentHash: accentStyle(page.accentColour).hash,
      ...(page.frameAncestors ? { frameAncestors: page.frameAncestors } : {}),
    }),
    'cache-control': 'no-store',
    'x-robots-tag': 'noindex',
    vary: 'accept-language, accept-encoding, cookie',
    'content-type': 'text/html; charset=utf-8',
    ...page.headers,
  };
}

export function sendAnnouncement(
  reply: FastifyReply,
  page: PageContext,
  view: AnnouncementView,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return sendPage(reply, announcementPage(page, view, status, headers));
}

export function announcementPage(
  page: PageContext,
  view: AnnouncementView,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): PageAnswer {
  const accentColour = 'organization' in view ? view.organization.branding.accent_color : null;
  return { status, html: renderAnnouncementPage(view, page), accentColour, headers };
}

/** After a form: the browser fetches the next page, so that reloading it repeats nothing. */
export function seeOther(reply: FastifyReply, path: string): FastifyReply {
  return reply.code(303).headers({ location: path, 'cache-control': 'no-store' }).send();
}

/** A one-time number for a form: the same submission twice is one, another one is new. */
export function newNonce(options: PagesOptions): string {
  return uuidv7(options.context.clock.now());
}

/** Keeps the query's language on the way to the next page. */
export function withLocale(page: PageContext, path: string): string {
  if (!page.localeChosen) return path;
  return `${path}${path.includes('?') ? '&' : '?'}locale=${page.locale}`;
}
