import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

const framing = (frameAncestors: readonly string[]) =>
  contentSecurityPolicy({ accentHash: 'sha256-x', frameAncestors })
    .split('; ')
    .filter((directive) => /^(?:frame-ancestors|script-src)/.test(directive));

describe('who may show a link page in a frame', () => {
  it('is nobody, or the origins of the organization', () => {
    expect(framing([])).toEqual(["script-src 'self'", "frame-ancestors 'none'"]);
    const origins = ['https://shop.example', 'http://localhost:3000'];
    expect(framing(origins)).toEqual(["script-src 'self'", `frame-ancestors ${origins.join(' ')}`]);
  });

  it('is nobody else, whatever an old row holds', () => {
    const rows = ['https://a; script-src https://b.example', 'https://*.example', "https://'self'", '*', ''];
    expect(framing(rows)).toEqual(["script-src 'self'", "frame-ancestors 'none'"]);
    expect(framing([...rows, 'https://shop.example'])).toContain('frame-ancestors https://shop.example');
  });
});
