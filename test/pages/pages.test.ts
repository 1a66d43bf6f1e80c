import { describe, expect, it } from 'vitest';
import { accentStyle } from '#pages/accent.ts';
import { announcementStatus } from '#pages/announcements/announcements.ts';
import { contentSecurityPolicy } from '#pages/content-security-policy.ts';
import { declineCodes } from '#platform/contract/declines.ts';
import { sampleContext } from './samples.ts';
import { announcementViews, stateNamed, states } from './states.ts';

const context = sampleContext();
const pages = states.map(({ name, render }) => [name, render(context)] as const);

function matches(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map((match) => match[1] ?? match[0]);
}

describe.each(pages)('%s', (_name, html) => {
  it('is a document with language, title and one heading', () => {
    expect(html.startsWith('<!doctype html><html lang="en">')).toBe(true);
    expect(matches(html, /<title>([^<]+)<\/title>/g)).toHaveLength(1);
    expect(matches(html, /<h1[ >]/g)).toHaveLength(1);
    expect(matches(html, /<main[ >]/g)).toHaveLength(1);
  });

  it('is kept out of search engines', () => {
    expect(html).toContain('<meta name="robots" content="noindex"/>');
  });

  it('has no inline style, no inline script and no handler in an attribute', () => {
    expect(html).not.toMatch(/<[^>]+\sstyle=/);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
    expect(matches(html, /<script[^>]*>([^<]*)<\/script>/g)).toEqual(['']);
    expect(matches(html, /<style>/g)).toHaveLength(1);
  });

  it('loads nothing from another host', () => {
    const loaded = matches(html, /<(?:script|img|link|iframe|source)[^>]+(?:src|href)="([^"]*)"/g);
    expect(loaded.filter((address) => !/^\/(?!\/)/.test(address))).toEqual([]);
  });

  it('posts to this site only', () => {
    const forms = matches(html, /<form([^>]*)>/g);
    for (const form of forms) expect(form).toMatch(/ method="post" action="\/(?!\/)/);
  });

  it('labels every field a person fills in', () => {
    for (const field of matches(html, /<((?:input|select)[^>]*)>/g)) {
      if (field.includes('type="hidden"')) continue;
      const [id] = matches(field, / id="([^"]+)"/g);
      expect(html).toContain(`<label for="${id}">`);
      // A choice has nothing to complete.
      if (!field.includes('type="radio"')) expect(field).toContain(' autocomplete="');
    }
  });

  it('uses each id once and refers only to ids that are there', () => {
    const ids = matches(html, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [
      ...matches(html, / aria-describedby="([^"]+)"/g).flatMap((value) => value.split(' ')),
      ...matches(html, / href="#([^"]+)"/g),
      ...matches(html, / form="([^"]+)"/g),
    ];
    expect(references.filter((reference) => !ids.includes(reference))).toEqual([]);
  });

  it('shows the platform under its given name', () => {
    expect(html).not.toMatch(/linktill/i);
    if (!html.includes('data-page="challenge"') && !html.includes('data-page="receipt"')) {
      expect(html).toContain('Runs on Samplepay');
    }
  });

  it('leaves no message unfilled', () => {
    expect(html.replace(/data-wording="[^"]*"/g, '')).not.toMatch(/\{\w+\}|undefined|\[object|NaN/);
  });

  it('is the same text for the same view', () => {
    const state = stateNamed(_name);
    expect(state.render(context)).toBe(html);
  });
});

describe('announcements', () => {
  it.each([
    ['link_not_found', 404],
    ['link_inactive', 410],
    ['link_deleted', 410],
    ['link_expired', 410],
    ['link_used_up', 410],
    ['link_held', 409],
    ['checkout_not_found', 404],
    ['checkout_canceled', 410],
    ['checkout_expired', 410],
    ['checkout_failed', 410],
    ['foreign_form', 403],
    ['too_many_requests', 429],
    ['error', 500],
    ['unavailable', 503],
  ] as const)('%s is told with status %i', (kind, status) => {
    expect(announcementStatus(kind)).toBe(status);
  });

  it('say whether money moved', () => {
    const saying = /charge|No money moved|goes back|refunded/;
    const silent = announcementViews().filter(
      ({ kind }) => !saying.test(stateNamed(`announcement-${kind}`).render(context)),
    );
    expect(silent).toEqual([]);
  });

  it('offer a next step wherever there is one to take', () => {
    const without = announcementViews()
      .map(({ kind }) => kind)
      .filter(
        (kind) => !stateNamed(`announcement-${kind}`).render(context).includes('class="button primary"'),
      );
    expect(without).toEqual(['page_not_found', 'link_not_found', 'checkout_not_found']);
  });
});

describe('declines', () => {
  it.each([...declineCodes, 'returned'])('%s says that no money moved and what to do', (code) => {
    const html = stateNamed(`checkout-${code}`).render(context);
    const [notice = ''] = matches(html, /role="alert"(.*?)<form id="cancel"/gs);
    expect(notice).toContain('No money moved.');
    expect(notice).toContain('3 of 5 attempts left.');
    expect(notice).toContain('Card •••• 9995, Visa, 14:26 CEST.');
  });
});

describe('the policy of a page', () => {
  it('allows the generated style by its hash and nothing inline', () => {
    const { hash } = accentStyle('#2a3fb5');
    const policy = contentSecurityPolicy({ accentHash: hash });
    expect(policy).toContain(`style-src 'self' '${hash}'`);
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(contentSecurityPolicy({ accentHash: hash, frameAncestors: ['https://shop.example'] })).toContain(
      'frame-ancestors https://shop.example',
    );
  });

  it('names the very bytes that stand in the page', () => {
    expect(matches(stateNamed('link').render(context), /<style>(.*?)<\/style>/g)).toEqual([
      accentStyle('#2a3fb5').css,
    ]);
  });
});
