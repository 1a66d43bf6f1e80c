import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { serveBuiltFiles } from './assets.ts';

/** What becomes of mails: sent by a mail server, kept because none is set, or kept on a machine of one's own that shows them. */
export type MailDelivery = 'sent' | 'kept' | 'development';

export type DashboardOptions = {
  /** Where the build put the merchant's app; without it nothing is served. */
  readonly folder: string;
  readonly platformName: string;
  readonly mailDelivery: MailDelivery;
  /** Whether the site is reached by https. */
  readonly secure: boolean;
};

/** Screens of the app. Each gets the same document, and the app's own router takes it from there. */
const screens = [
  '/',
  '/home',
  '/login',
  '/signup',
  '/forgot-password',
  '/reset-password',
  '/invitation',
  '/live',
];
const screensWithMore = [
  '/payment-links',
  '/payments',
  '/bank-transfers',
  '/products',
  '/settings',
  '/developers',
];

/** The merchant's app: hashed files that never change, and the one document that names them. */
export function dashboardPlugin(options: DashboardOptions): (app: FastifyInstance) => void {
  return (app) => {
    const documentPath = join(options.folder, 'index.html');
    if (!existsSync(documentPath)) return;
    const fill = documentTemplate(readFileSync(documentPath, 'utf8'), options);
    serveBuiltFiles(app, { root: join(options.folder, 'assets'), prefix: '/dashboard/assets/' });
    const paths = [...screens, ...screensWithMore.flatMap((path) => [path, `${path}/*`])];
    for (const url of paths) {
      app.get(url, async (_request, reply) => {
        const nonce = randomBytes(16).toString('base64');
        return reply
          .headers({
            'content-type': 'text/html; charset=utf-8',
            'content-security-policy': policy(nonce, options.secure),
            'cache-control': 'no-cache, no-store',
            'x-frame-options': 'DENY',
            'x-robots-tag': 'noindex',
          })
          .send(fill(nonce));
      });
    }
  };
}

/** Splits the document once, so that sending it only joins strings. */
function documentTemplate(
  document: string,
  { platformName, mailDelivery }: Pick<DashboardOptions, 'platformName' | 'mailDelivery'>,
): (nonce: string) => string {
  const parts = document
    .replaceAll('__MAIL_DELIVERY__', mailDelivery)
    .replaceAll('__PLATFORM_NAME__', () => escapeHtml(platformName))
    .split('__CSP_NONCE__');
  return (nonce) => parts.join(nonce);
}

/**
 * Own files only. The nonce is for the style elements by which dialogs hold the page behind them; scripts need none
 * of their own, because all of them are files.
 */
function policy(nonce: string, secure: boolean): string {
  const directives = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ];
  return directives.join('; ');
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
  };
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}
