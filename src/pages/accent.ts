import { createHash } from 'node:crypto';
import { type AccentRoles, accentProperties, accentRoles, defaultAccent } from '#platform/kit/accent.ts';
import { parseHexColour } from '#platform/kit/colour.ts';

export type AccentStyle = {
  /** The content of the page's one `<style>` element. */
  readonly css: string;
  /** What the page's policy names it by: `'sha256-…'` in `style-src`, without the quotes. */
  readonly hash: string;
};

// Computing one takes as long as rendering the page. Few merchants are busy at once; more than that start over.
const computed = new Map<string, AccentStyle>();
const maxComputed = 1000;

/** The generated style of an organization. The same colour always gives the same bytes, so pages can be kept. */
export function accentStyle(accentColour: string | null): AccentStyle {
  const key = parseHexColour(accentColour ?? '') ?? defaultAccent;
  const known = computed.get(key);
  if (known) return known;
  if (computed.size >= maxComputed) computed.clear();
  const made = computeStyle(key);
  computed.set(key, made);
  return made;
}

function computeStyle(accentColour: string): AccentStyle {
  const roles = accentRoles(accentColour);
  const css = `:root{${declare(roles.light)}}@media (prefers-color-scheme:dark){:root{${declare(roles.dark)}}}`;
  return { css, hash: `sha256-${createHash('sha256').update(css).digest('base64')}` };
}

function declare(roles: AccentRoles): string {
  return [...accentProperties(roles)].map(([name, value]) => `${name}:${value}`).join(';');
}
