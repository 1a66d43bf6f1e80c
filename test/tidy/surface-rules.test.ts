import { describe, expect, it } from 'vitest';
import { noBrand, noInlineStyle, plainHttp } from './rules/surface.ts';
import { oneClock, oneEnvironment } from './rules/surroundings.ts';
import { breaks } from './support/find.ts';

describe(oneEnvironment.name, () => {
  it.each([
    ['src/platform/db/x.ts', 'export const port = process.env.PORT;', true],
    ['src/platform/db/x.ts', "export const port = process.env['PORT'];", true],
    ['src/platform/db/x.ts', 'const { PORT } = process.env;', true],
    ['src/platform/db/x.ts', 'export const port = globalThis.process.env.PORT;', true],
    ['src/main.ts', "import { env } from 'node:process';", true],
    ['src/platform/config/environment.ts', 'export const env = process.env;', false],
    ['src/platform/db/x.test.ts', 'process.env.PORT;', false],
    ['src/platform/db/x.ts', 'export const id = process.pid; // process.env', false],
  ])('%s: %s: broken is %s', (path, text, isBroken) => {
    expect(breaks(oneEnvironment, path, text)).toBe(isBroken);
  });
});

describe(oneClock.name, () => {
  it.each([
    ['Date.now();', true],
    ['const read = Date.now;', true],
    ['new Date();', true],
    ['new Date;', true],
    ['Date();', true],
    ['performance.now();', true],
    ['globalThis.performance.now();', true],
    ['process.hrtime.bigint();', true],
    ['new Date(0);', false],
    ['new Date(now.getTime() + 1);', false],
    ['clock.now();', false],
    ['Date.UTC(2026, 0);', false],
    ["const text = 'Date.now()';", false],
  ])('%s: broken is %s', (text, isBroken) => {
    expect(breaks(oneClock, 'src/paying/checkouts/x.ts', text)).toBe(isBroken);
  });

  it('leaves alone the clock itself, browser scripts, tests and benchmarks', () => {
    for (const path of [
      'src/platform/kit/clock.ts',
      'src/pages/scripts/countdown.ts',
      'src/paying/checkouts/x.test.ts',
      'bench/bench.ts',
    ]) {
      expect(breaks(oneClock, path, 'Date.now();'), path).toBe(false);
    }
  });
});

describe(noInlineStyle.name, () => {
  it.each([
    ['src/pages/link.tsx', '<p style="color: red">x</p>;', true],
    ['src/pages/link.tsx', "<p style={{ color: 'red' }}>x</p>;", true],
    ['src/pages/raw.ts', 'const html = \'<p class="a" style="color: red">\';', true],
    ['src/pages/scripts/pay.ts', "element.setAttribute('style', 'color: red');", true],
    ['src/platform/text/document.tsx', '<body style="margin: 0" />;', true],
    ['src/pages/link.tsx', '<p class="style">x</p>;', false],
    ['src/pages/link.tsx', '<style nonce="x">{css}</style>;', false],
    ['src/messaging/mail/receipt.tsx', '<p style="color: red">x</p>;', false],
    ['src/platform/text/mail-document.tsx', '<p style="color: red">x</p>;', false],
  ])('%s: %s: broken is %s', (path, text, isBroken) => {
    expect(breaks(noInlineStyle, path, text)).toBe(isBroken);
  });
});

describe(noBrand.name, () => {
  it.each([
    ['src/pages/link.tsx', '<title>Pay with Linktill</title>;', true],
    ['src/pages/link.tsx', '<p class="linktill-total">1</p>;', true],
    ['src/platform/text/messages/en.ts', "export const footer = 'Powered by Linktill';", true],
    ['src/messaging/webhooks/deliver.ts', "const header = 'Linktill-Signature';", true],
    ['dashboard/src/x.tsx', '<h1>Linktill</h1>;', true],
    ['dashboard/index.html', '<title>Linktill</title>', true],
    ['src/pages/pay.css', '.linktill {}', true],
    ['src/platform/config/config.ts', "const name = 'Linktill';", false],
    ['src/platform/db/bundled/x.ts', "const folder = '/var/lib/linktill';", false],
    ['src/pages/link.tsx', '<title>{platformName}</title>;', false],
    ['docs/guides/start.md', 'Linktill', false],
  ])('%s: %s: broken is %s', (path, text, isBroken) => {
    expect(breaks(noBrand, path, text)).toBe(isBroken);
  });
});

describe(plainHttp.name, () => {
  it.each([
    ['dashboard/src/x.tsx', 'const key = crypto.randomUUID();', true],
    ['dashboard/src/x.tsx', 'await navigator.clipboard.writeText(text);', true],
    ['src/pages/scripts/parts/x.ts', 'await crypto.subtle.digest(name, bytes);', true],
    ['dashboard/src/ui/copy.tsx', 'await navigator.clipboard.writeText(text);', false],
    ['src/pages/scripts/parts/copy.ts', 'await navigator.clipboard.writeText(text);', false],
    ['src/pages/scripts/parts/x.ts', 'await navigator.clipboard.writeText(text);', true],
    ['dashboard/src/ui/copy.tsx', 'const key = crypto.randomUUID();', true],
    ['dashboard/src/x.tsx', 'crypto.getRandomValues(new Uint8Array(16));', false],
    ['src/paying/x.ts', 'const key = crypto.randomUUID();', false],
  ])('%s: %s: broken is %s', (path, text, isBroken) => {
    expect(breaks(plainHttp, path, text)).toBe(isBroken);
  });
});
