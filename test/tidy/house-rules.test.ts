import { describe, expect, it } from 'vitest';
import {
  browserSafe,
  dashboardApart,
  dashboardLight,
  platformOrder,
  privateFiles,
  productionOnly,
  wingOrder,
} from './rules/house.ts';
import { breaks, find } from './support/find.ts';

describe('imports are seen in every form', () => {
  it.each([
    ["import { pay } from '#paying/checkouts/pay.ts';"],
    ["import type { Pay } from '#paying/checkouts/pay.ts';"],
    ["import { type Pay } from '#paying/checkouts/pay.ts';"],
    ["import '#paying/checkouts/pay.ts';"],
    ["import {\n  pay,\n} from '../../paying/checkouts/pay.ts';"],
    ["export { pay } from '#paying/checkouts/pay.ts';"],
    ["export * from '#paying/checkouts/pay.ts';"],
    ["export type { Pay } from '#paying/checkouts/pay.ts';"],
    ["export const load = () => import('#paying/checkouts/pay.ts');"],
    ['export const load = () => import(`#paying/checkouts/pay.ts`);'],
    ["export type Pay = import('#paying/checkouts/pay.ts').Pay;"],
    ["import pay = require('#paying/checkouts/pay.ts');"],
    ["const pay = require('#paying/checkouts/pay.ts');"],
  ])('%s', (text) => {
    expect(breaks(wingOrder, 'src/selling/payment-links/x.ts', text)).toBe(true);
  });

  it.each([
    ["// import { pay } from '#paying/checkouts/pay.ts';"],
    ["/* import '#paying/checkouts/pay.ts' */"],
    ['export const text = "import \'#paying/checkouts/pay.ts\'";'],
    ["export const list = Array.from('#paying/checkouts/pay.ts');"],
  ])('and not where there is none: %s', (text) => {
    expect(breaks(wingOrder, 'src/selling/payment-links/x.ts', text)).toBe(false);
  });

  it('says which file it cannot read', () => {
    expect(() => find(wingOrder, { 'src/selling/products/x.ts': 'import {' })).toThrow('products/x.ts');
  });

  it('names the line, also after characters outside ASCII', () => {
    const text = "const sign = '€ 🙂 ü';\n\nimport '#paying/checkouts/pay.ts';\n";
    expect(find(wingOrder, { 'src/selling/products/x.ts': text })).toEqual(['src/selling/products/x.ts:3']);
  });
});

describe(wingOrder.name, () => {
  it.each([
    ['src/platform/http/x.ts', '#messaging/events/y.ts'],
    ['src/messaging/events/x.ts', '#merchants/accounts/y.ts'],
    ['src/merchants/accounts/x.ts', '#selling/products/y.ts'],
    ['src/selling/products/x.ts', '#paying/ledger/y.ts'],
    ['src/paying/ledger/x.ts', '#reporting/y.ts'],
    ['src/reporting/x.ts', '#pages/y.tsx'],
    ['src/pages/x.tsx', '#commands/y.ts'],
    ['src/commands/x.ts', '#app'],
    ['src/app.ts', './main.ts'],
    ['src/selling/products/x.test.ts', '#paying/ledger/y.ts'],
  ])('%s may not import %s', (path, specifier) => {
    expect(find(wingOrder, { [path]: `import '${specifier}';` })).toEqual([`${path}:1`]);
  });

  it.each([
    ['src/commands/x.ts', '#platform/kit/money.ts'],
    ['src/paying/ledger/x.ts', '#selling/products/y.ts'],
    ['src/paying/ledger/x.ts', '#paying/refunds/y.ts'],
    ['src/app.ts', '#commands/y.ts'],
    ['src/main.ts', '#app'],
    ['src/paying/ledger/x.ts', 'kysely'],
    ['src/paying/ledger/x.test.ts', '#test/support/y.ts'],
  ])('%s may import %s', (path, specifier) => {
    expect(breaks(wingOrder, path, `import '${specifier}';`)).toBe(false);
  });

  it('knows no other wing', () => {
    expect(breaks(wingOrder, 'src/utils/x.ts', '')).toBe(true);
    expect(breaks(wingOrder, 'src/helpers.ts', '')).toBe(true);
  });
});

describe(platformOrder.name, () => {
  it.each([
    ['src/platform/kit/x.ts', '#platform/contract/y.ts', true],
    ['src/platform/kit/x.ts', '../text/y.ts', true],
    ['src/platform/contract/x.ts', '#platform/db/y.ts', true],
    ['src/platform/config/x.ts', '#platform/contract/y.ts', true],
    ['src/platform/text/x.ts', '#platform/http/y.ts', true],
    ['src/platform/db/x.ts', '#platform/http/y.ts', true],
    ['src/platform/context.ts', '#platform/http/y.ts', true],
    ['src/platform/net/x.ts', '#platform/contract/y.ts', true],
    ['src/platform/db/x.ts', '#platform/net/y.ts', true],
    ['src/platform/attic/x.ts', '#platform/kit/y.ts', true],
    ['src/platform/kit/x.ts', './y.ts', false],
    ['src/platform/contract/x.ts', '#platform/kit/y.ts', false],
    ['src/platform/http/x.ts', '#platform/contract/y.ts', false],
    ['src/platform/context.ts', '#platform/db/y.ts', false],
    ['src/platform/context.ts', '#platform/net/y.ts', false],
    ['src/platform/context.test.ts', '#platform/db/y.ts', false],
    ['src/messaging/events/x.ts', '#platform/jobs/y.ts', false],
  ])('%s importing %s: broken is %s', (path, specifier, isBroken) => {
    expect(breaks(platformOrder, path, `import '${specifier}';`)).toBe(isBroken);
  });
});

describe(browserSafe.name, () => {
  it('finds modules of Node, except in tests', () => {
    const text = "import { createHash } from 'node:crypto';";
    expect(breaks(browserSafe, 'src/platform/kit/x.ts', text)).toBe(true);
    expect(breaks(browserSafe, 'src/platform/contract/x.ts', text)).toBe(true);
    expect(breaks(browserSafe, 'src/platform/kit/x.test.ts', text)).toBe(false);
    expect(breaks(browserSafe, 'src/platform/db/x.ts', text)).toBe(false);
  });
});

describe(privateFiles.name, () => {
  it.each([
    ['src/paying/refunds/x.ts', '#paying/ledger/store.ts', true],
    ['src/pages/x.tsx', '#selling/payment-links/routes.ts', true],
    ['src/commands/x.ts', '#selling/payment-links/store.ts', true],
    ['src/app.ts', '#selling/payment-links/store.ts', true],
    ['src/paying/providers/x.ts', './stripe/store.ts', true],
    ['src/paying/providers/stripe/x.ts', '../sandbox/store.ts', true],
    ['src/app.ts', '#selling/payment-links/routes.ts', false],
    ['src/paying/ledger/x.ts', './store.ts', false],
    ['src/paying/checkouts/hot/x.ts', '../store.ts', false],
    ['src/paying/refunds/x.ts', '#paying/ledger/post-refund.ts', false],
  ])('%s importing %s: broken is %s', (path, specifier, isBroken) => {
    expect(breaks(privateFiles, path, `import '${specifier}';`)).toBe(isBroken);
  });
});

describe(productionOnly.name, () => {
  it.each([
    ['src/paying/ledger/x.ts', '#test/support/y.ts', true],
    ['src/paying/ledger/x.ts', '../../../bench/y.ts', true],
    ['src/platform/kit/x.ts', './testing/longhand.ts', true],
    ['src/platform/kit/x.ts', './y.test.ts', true],
    ['src/platform/kit/x.test.ts', './testing/longhand.ts', false],
    ['src/app.ts', '../package.json', false],
    ['src/app.ts', '#paying/ledger/y.ts', false],
  ])('%s importing %s: broken is %s', (path, specifier, isBroken) => {
    expect(breaks(productionOnly, path, `import '${specifier}';`)).toBe(isBroken);
  });
});

describe(dashboardApart.name, () => {
  it.each([
    ['../../src/selling/products/product.ts', true],
    ['../../src/platform/text/format.ts', true],
    ['../../src/platform/kit/money.ts', false],
    ['#platform/contract/products.ts', true],
    ['../../test/support/x.ts', true],
    ['../../src/platform/contract/products.ts', false],
    ['./button.tsx', false],
    ['@/components/button.tsx', false],
    ['react', false],
  ])('importing %s: broken is %s', (specifier, isBroken) => {
    expect(breaks(dashboardApart, 'dashboard/src/x.tsx', `import '${specifier}';`)).toBe(isBroken);
  });
});

describe(dashboardLight.name, () => {
  const contract = {
    'src/platform/contract/common.ts': "import { Type } from 'typebox'; export const mode = Type.String();",
    'src/platform/contract/products.ts': "import { mode } from './common.ts'; export const product = mode;",
    'src/platform/contract/roles.ts':
      "import type { Role } from './common.ts'; export const roles = ['owner'];",
  };
  it.each([
    ["import { product } from '../../src/platform/contract/products.ts';", true],
    ["import type { Product } from '../../src/platform/contract/products.ts';", false],
    ["import { roles } from '../../src/platform/contract/roles.ts';", false],
  ])('%s: broken is %s', (text, isBroken) => {
    const found = find(dashboardLight, { ...contract, 'dashboard/src/x.tsx': text });
    expect(found.length > 0).toBe(isBroken);
  });
});
