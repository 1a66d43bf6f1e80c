import type { AnswerClass, Permission } from './permission.ts';

/** What buyers and operators open beside the API; nobody signs in for any of it, and nothing of it is recorded. */
const unrecorded = [] as const;

export const pagePermissions: Readonly<Record<string, Permission>> = {
  // Buyers
  'GET /pay/:id': { answers: 'link-page' },
  'POST /pay/:id': { limit: 'start', audit: unrecorded, answers: 'link-page' },
  'GET /checkout/:token': { limit: 'read', answers: 'buyer-page' },
  'POST /checkout/:token/pay': { limit: 'pay', audit: unrecorded, answers: 'buyer-page' },
  'POST /checkout/:token/cancel': { limit: 'pay', audit: unrecorded, answers: 'buyer-page' },
  'POST /checkout/:token/renew': { limit: 'pay', audit: unrecorded, answers: 'buyer-page' },
  'GET /checkout/:token/change': { limit: 'read', answers: 'held-page' },
  'POST /checkout/:token/change': { limit: 'start', audit: unrecorded, answers: 'held-page' },
  'GET /checkout/:token/pay': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/cancel': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/renew': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/transfer': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/transfer/sent': { limit: 'read', answers: 'buyer-page' },
  'POST /checkout/:token/transfer/sent': { limit: 'pay', audit: unrecorded, answers: 'buyer-page' },
  'GET /checkout/:token/return': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/leave': { limit: 'read', answers: 'buyer-page' },
  'GET /checkout/:token/receipt': { limit: 'read', answers: 'buyer-page' },
  'GET /language/:locale': { answers: 'buyer-page' },
  'GET /sandbox/challenge/:id': { answers: 'buyer-page' },
  'POST /sandbox/challenge/:id': { audit: unrecorded, answers: 'buyer-page' },
  'GET /assets/*': { answers: 'asset' },
  'GET /favicon.svg': { answers: 'site-file' },
  'GET /favicon.ico': { answers: 'site-file' },
  'GET /robots.txt': { answers: 'site-file' },

  // The merchant's app: one document at many addresses
  ...screens(
    ...['/', '/home', '/login', '/signup', '/forgot-password', '/reset-password', '/invitation', '/live'],
    ...['/payment-links', '/payment-links/*', '/payments', '/payments/*', '/products', '/products/*'],
    ...['/bank-transfers', '/bank-transfers/*'],
    ...['/settings', '/settings/*', '/developers', '/developers/*'],
  ),
  'GET /dashboard/assets/*': { answers: 'asset' },

  // Whoever builds on it, and whoever operates it
  'GET /docs': { answers: 'reference' },
  'GET /openapi.json': { answers: 'document' },
  'GET /healthz': {},
  'GET /readyz': {},
  'GET /metrics': { answers: 'metrics' },
};

function screens(...paths: readonly string[]): Record<string, Permission> {
  const answers: AnswerClass = 'dashboard';
  return Object.fromEntries(paths.map((path) => [`GET ${path}`, { answers }]));
}
