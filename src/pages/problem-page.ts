import type { FastifyRequest } from 'fastify';
import type { Problem } from '#platform/kit/problem.ts';
import {
  announcementPage,
  contextOf,
  headersOf,
  type PageAnswer,
  type PagesOptions,
} from './page-request.ts';
import type { AnnouncementView } from './views.ts';

/** The page that a person sees where a program would be told a problem, with the status of the problem. */
export function problemPage(
  options: PagesOptions,
  { status, code, headers }: Problem,
  request: FastifyRequest,
): PageAnswer {
  // An address that cannot be read has no query.
  const page = contextOf(
    options,
    { headers: request.headers, query: request.query ?? {} },
    pagePath(request),
  );
  // Where something may have been done, the page must not say that nothing happened.
  const told = code === 'outcome_unknown' ? 500 : status;
  const view: AnnouncementView =
    code === 'foreign_form'
      ? { kind: 'foreign_form', page_path: pagePath(request) }
      : announcementOf(told, headers, request);
  return announcementPage(page, view, status, headers);
}

/** Where the form stands that belongs to the address of a request. */
function pagePath({ params }: FastifyRequest): string | null {
  // An address that cannot be read has none.
  const { id, token } = (params ?? {}) as { id?: string; token?: string };
  if (token !== undefined) return `/checkout/${encodeURIComponent(token)}`;
  return id === undefined ? null : `/pay/${encodeURIComponent(id)}`;
}

/** Of an address where a browser has nothing to look for. */
const nothingThere = new Set([404, 405, 414, 416]);

function announcementOf(
  status: number,
  headers: Problem['headers'],
  request: FastifyRequest,
): AnnouncementView {
  const retryPath = request.method === 'GET' ? request.url : null;
  if (nothingThere.has(status)) return { kind: 'page_not_found' };
  if (status === 429) {
    const seconds = Number(headers['retry-after'] ?? 60);
    return { kind: 'too_many_requests', retry_after_seconds: seconds, retry_path: retryPath };
  }
  if (status === 503) return { kind: 'unavailable', retry_path: retryPath };
  return { kind: 'error', request_id: request.id, retry_path: retryPath };
}

/** The page as the server sends it. */
export function problemPageSender(options: PagesOptions) {
  return (error: Problem, request: FastifyRequest) => {
    const page = problemPage(options, error, request);
    return { status: page.status, html: page.html, headers: headersOf(page) };
  };
}
