import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accentStyle } from '#pages/accent.ts';
import { type AccentRoles, accentRoles, defaultAccent } from '#platform/kit/accent.ts';
import { contrast, parseHexColour, toHex, toOklch } from '#platform/kit/colour.ts';

const anyColour = fc
  .integer({ min: 0, max: 0xffffff })
  .map((number) => `#${number.toString(16).padStart(6, '0')}`);

// Every paper that text in the accent's ink may stand on; see styles/pages.css.
const lightPapers = ['#ffffff', '#fbfaf8', '#f5f3ef', '#efece6'];
const darkPapers = ['#1c1c1f', '#151517', '#101012', '#26262a'];

function expectReadable(roles: AccentRoles, papers: readonly string[]): void {
  for (const paper of [...papers, roles.soft]) {
    expect(contrast(roles.ink, paper), `ink ${roles.ink} on ${paper}`).toBeGreaterThanOrEqual(4.5);
  }
  for (const fill of [roles.fill, roles.fillHover]) {
    expect(contrast(roles.on, fill), `on ${roles.on} on ${fill}`).toBeGreaterThanOrEqual(4.5);
  }
}

describe('the roles of a merchant’s colour', () => {
  it('are readable for every colour there is, on both themes (WCAG 2.2, 4.5:1)', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { light, dark } = accentRoles(colour);
        expectReadable(light, lightPapers);
        expectReadable(dark, darkPapers);
      }),
    );
  });

  it.each([
    '#ffffff',
    '#000000',
    '#000001',
    '#808080',
    '#ffff00',
    '#00ff00',
    '#0000ff',
    '#f2b01e',
    '#111111',
  ])('%s at the edge of the scale is readable too', (colour) => {
    const { light, dark } = accentRoles(colour);
    expectReadable(light, lightPapers);
    expectReadable(dark, darkPapers);
    expect(light.fillHover).not.toBe(light.fill);
    expect(dark.fillHover).not.toBe(dark.fill);
  });

  it('keep a colour that is fine as it is', () => {
    expect(accentRoles('#2a3fb5').light).toMatchObject({ fill: '#2a3fb5', on: '#ffffff', ink: '#2a3fb5' });
    expect(accentRoles('#f2b01e').light).toMatchObject({ fill: '#f2b01e', on: '#17130a' });
  });

  it('show a hover that differs from rest', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const { light, dark } = accentRoles(colour);
        expect(light.fillHover).not.toBe(light.fill);
        expect(dark.fillHover).not.toBe(dark.fill);
      }),
      { numRuns: 1000 },
    );
  });

  it('fall back to the default for anything that is no colour', () => {
    expect(accentRoles('red;}*{display:none')).toEqual(accentRoles(defaultAccent));
    expect(accentRoles(null)).toEqual(accentRoles(defaultAccent));
  });
});

describe('the generated style', () => {
  it('holds hex colours only and is named by the hash of its bytes', () => {
    const { css, hash } = accentStyle('#C2410C');
    expect(css).toMatch(
      /^:root\{(--accent-[a-z-]+:#[0-9a-f]{6};?){6}\}@media \(prefers-color-scheme:dark\)\{:root\{(--accent-[a-z-]+:#[0-9a-f]{6};?){6}\}\}$/,
    );
    expect(hash).toBe(`sha256-${createHash('sha256').update(css).digest('base64')}`);
  });
});

describe('colour arithmetic', () => {
  it('computes the contrast ratio of WCAG', () => {
    expect(contrast('#ffffff', '#000000')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.478, 2);
  });

  it('comes back from OKLCH where it left', () => {
    fc.assert(
      fc.property(anyColour, (colour) => {
        const back = toHex(toOklch(colour));
        const channel = (hex: string, start: number) => Number.parseInt(hex.slice(start, start + 2), 16);
        for (const start of [1, 3, 5]) {
          expect(Math.abs(channel(back, start) - channel(colour, start))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('reads short and long hex', () => {
    expect([' #AbC ', '#aabbcc', 'abc', '#abcd'].map(parseHexColour)).toEqual([
      '#aabbcc',
      '#aabbcc',
      undefined,
      undefined,
    ]);
  });
});
