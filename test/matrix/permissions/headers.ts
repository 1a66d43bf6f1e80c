import type { AnswerClass } from './permission.ts';

/** What a header has to be; null where it must not be there. */
export type Owed = Readonly<Record<string, RegExp | null>>;

/** Of every answer whatsoever, over https. */
export const owedByAll: Owed = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'strict-transport-security': /^max-age=(?:31536000|\d{9,}); includeSubDomains$/,
  'x-request-id': /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'content-security-policy': /default-src 'none'.*frame-ancestors /,
  'cache-control': /./,
  // The merchant's app keeps its own token; no answer but a start's, and that to a choice of language, sets a
  // cookie that a browser would send by itself.
  'set-cookie': null,
  'x-powered-by': null,
  server: null,
};

/** Of an answer that has a buyer's form started or changed: known again at that link, by that browser, for an hour. */
export const owedToHolder: Owed = {
  'set-cookie': /^checkout=[\w.-]+; Path=\/pay\/[0-9a-f-]{36}; Max-Age=3600; HttpOnly; SameSite=Lax; Secure$/,
};

/** Of an answer that remembers the language that was chosen on a page. */
export const owedToReader: Owed = {
  'set-cookie': /^language=de; Path=\/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure$/,
};

/** Of an instance without https: a browser that believed it once would be locked out. */
export const owedWithoutHttps: Owed = { 'strict-transport-security': null };

const apiPolicy = /^default-src 'none'; frame-ancestors 'none'$/;
/** Own files only, no script or style in the page but the one that is named by its hash. */
const pagePolicy = (ancestors: string) =>
  new RegExp(
    `^default-src 'none'; style-src 'self' 'sha256-[A-Za-z0-9+/=]{44}'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors ${ancestors}$`,
  );
const buyerPage: Owed = {
  'content-security-policy': pagePolicy("'none'"),
  'cache-control': /^no-store$/,
  'x-robots-tag': /^noindex$/,
  vary: /^accept-language, accept-encoding, cookie$/,
  'content-type': /^text\/html; charset=utf-8$/,
};
const immutable = /^public, max-age=31536000, immutable$/;

/** What each kind of answer owes beside; a problem, a redirect and a page that refuses have rows of their own. */
export const owedBy: Readonly<Record<AnswerClass | 'problem' | 'redirect' | 'unchanged' | 'empty', Owed>> = {
  json: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-type': /^application\/json; charset=utf-8$/,
  },
  mails: {
    'content-security-policy': apiPolicy,
    // Addresses that let their readers in, beside words of strangers: nobody on their way packs both together.
    'cache-control': /^no-store, no-transform$/,
    'content-encoding': null,
    'content-type': /^application\/json; charset=utf-8$/,
  },
  problem: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-type': /^application\/problem\+json; charset=utf-8$/,
  },
  empty: { 'cache-control': /^no-store$/ },
  redirect: { 'cache-control': /^no-store$/, location: /^\/(?![/\\])/ },
  unchanged: { etag: /^(?:W\/)?"[^"]+"$/ },
  preview: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-cache$/,
    etag: /^(?:W\/)?"[^"]+"$/,
    vary: /^accept-encoding$/,
    'content-type': /^application\/json; charset=utf-8$/,
  },
  export: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-type':
      /^(?:(?:text\/csv|application\/json); charset=utf-8|application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet$)/,
  },
  'bank-file': {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-disposition': /^attachment; filename="[\w.-]+\.xml"$/,
    'content-type': /^application\/xml; charset=utf-8$/,
  },
  image: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-type': /^image\/(?:png|svg\+xml)/,
  },
  media: {
    'content-security-policy': apiPolicy,
    'cache-control': immutable,
    etag: /^"[0-9a-f]{64}"$/,
    'content-type': /^image\/(?:png|jpeg|webp)$/,
  },
  pdf: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-store$/,
    'content-type': /^application\/pdf$/,
    'content-disposition': /filename=/,
  },
  'link-page': {
    ...buyerPage,
    // Shared readers ask again each time, because places and prices move.
    'cache-control': /^no-cache$/,
    'content-security-policy': pagePolicy("(?:'none'|https://[a-z.]+)"),
  },
  'buyer-page': buyerPage,
  // What its buyer typed, beside words of the address: nobody on their way packs both together.
  'held-page': { ...buyerPage, 'cache-control': /^no-store, no-transform$/, 'content-encoding': null },
  dashboard: {
    'content-security-policy':
      /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'(?:; upgrade-insecure-requests)?$/,
    'cache-control': /\bno-store\b/,
    'x-frame-options': /^DENY$/,
    'x-robots-tag': /^noindex$/,
    'content-type': /^text\/html; charset=utf-8$/,
  },
  asset: {
    'cache-control': immutable,
    vary: /^accept-encoding$/i,
    'content-type':
      /^(?:(?:text|application)\/(?:css|javascript)|image\/svg\+xml|font\/woff2); ?(?:charset=utf-8)?$/i,
  },
  'site-file': {
    'cache-control': /^public, max-age=86400$/,
    'content-type': /^(?:image\/(?:svg\+xml|x-icon)|text\/plain; charset=utf-8)$/,
  },
  reference: {
    'content-security-policy':
      /^default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'$/,
    'cache-control': /^no-cache$/,
    vary: /\baccept-encoding\b/,
    'content-type': /^text\/html; charset=utf-8$/,
  },
  document: {
    'content-security-policy': apiPolicy,
    'cache-control': /^no-cache$/,
    vary: /^accept-encoding$/,
    'content-type': /^application\/json; charset=utf-8$/,
  },
  keys: {
    'content-security-policy': apiPolicy,
    'cache-control': /^public, max-age=300$/,
    'content-type': /^application\/json; charset=utf-8$/,
  },
  metrics: { 'cache-control': /^no-store$/, 'content-type': /^text\/plain/ },
};
