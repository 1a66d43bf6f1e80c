import { describe, expect, it } from 'vitest';
import { createProject, formatFailure, type Rule } from './project.ts';
import { mapIsTrue } from './rules/architecture.ts';
import { noBarrels, noCircles } from './rules/circles.ts';
import { exportsAreUsed, foldersHaveCompany } from './rules/dead-ends.ts';
import { decisionsAreShort } from './rules/decisions.ts';
import { changelogIsKept, linksLead, roomsAreNamed } from './rules/documents.ts';
import {
  browserSafe,
  dashboardApart,
  platformOrder,
  privateFiles,
  productionOnly,
  wingOrder,
} from './rules/house.ts';
import { promisesStand } from './rules/promises.ts';
import { roomOrder } from './rules/rooms.ts';
import { hotHeaders, oneOwner, sqlAtHome } from './rules/sql.ts';
import { noBrand, noInlineStyle, plainHttp } from './rules/surface.ts';
import { oneClock, oneEnvironment } from './rules/surroundings.ts';
import { rules } from './rules.ts';
import { treeOf } from './tree.ts';

const wings = ['platform', 'messaging', 'merchants', 'selling', 'paying', 'reporting', 'pages', 'commands'];
const imports = {
  ...Object.fromEntries(wings.map((wing) => [`#${wing}/*`, `./src/${wing}/*`])),
  '#app': './src/app.ts',
  '#test/*': './test/*',
};

/** Where a rule finds something in a small tree, as `path:line`. */
function find(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  const project = createProject(treeOf({ 'package.json': JSON.stringify({ imports }), ...files }));
  return rule.check(project).map(({ path, line }) => `${path}:${line}`);
}

/** Whether one file alone breaks the rule. */
const breaks = (rule: Rule, path: string, text: string) => find(rule, { [path]: text }).length > 0;

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

describe(noCircles.name, () => {
  it('finds a circle through several files, types included', () => {
    const files = {
      'src/selling/products/a.ts': "import { b } from './b.ts';",
      'src/selling/products/b.ts': "export * from '#selling/products/c.ts';",
      'src/selling/products/c.ts': "\nimport type { A } from './a.ts';",
    };
    expect(find(noCircles, files)).toEqual(['src/selling/products/c.ts:2']);
  });

  it('finds a file that imports itself', () => {
    expect(breaks(noCircles, 'src/selling/products/a.ts', "import './a.ts';")).toBe(true);
  });

  it('allows two ways to one file', () => {
    const files = {
      'src/selling/products/a.ts': "import './b.ts'; import './c.ts';",
      'src/selling/products/b.ts': "import './d.ts';",
      'src/selling/products/c.ts': "import './d.ts';",
      'src/selling/products/d.ts': 'export const d = 1;',
    };
    expect(find(noCircles, files)).toEqual([]);
  });
});

describe(noBarrels.name, () => {
  it.each([
    ["export * from './a.ts';", true],
    ["export { a } from './a.ts';\nexport type { B } from './b.ts';", true],
    ["import { a } from './a.ts';\nexport { a };", true],
    ["export { a } from './a.ts';\nexport const b = 1;", false],
    ["import './a.ts';", false],
    ['export type A = string;', false],
    ['', false],
  ])('%s: barrel is %s', (text, isBarrel) => {
    expect(breaks(noBarrels, 'src/selling/index.ts', text)).toBe(isBarrel);
  });
});

describe(sqlAtHome.name, () => {
  const statement = 'export const run = () => sql`select 1`;';

  it.each([
    ['src/selling/products/create-product.ts', true],
    ['src/selling/products/routes.ts', true],
    ['src/paying/checkouts/hotter/x.ts', true],
    ['src/platform/http/x.ts', true],
    ['src/commands/backup.ts', true],
    ['src/selling/products/store.ts', false],
    ['src/paying/providers/stripe/store.ts', false],
    ['src/paying/checkouts/hot/start.ts', false],
    ['src/reporting/home.ts', false],
    ['src/platform/db/migrate.ts', false],
    ['src/selling/products/create-product.test.ts', false],
    ['test/api/x.test.ts', false],
  ])('in %s: broken is %s', (path, isBroken) => {
    expect(breaks(sqlAtHome, path, statement)).toBe(isBroken);
  });

  it.each([
    ['sql.raw`x`;', true],
    ["handle.selectFrom('links').selectAll();", true],
    ["handle.insertInto('links');", true],
    ["handle.updateTable('links');", true],
    ["handle.deleteFrom('links');", true],
    ["pool.query('x');", true],
    ["const text = 'select id from links';", true],
    ['const text = `\n  select ' + '$' + '{columns}\n  from links`;', true],
    ["const text = 'SELECT id FROM links';", true],
    ["const text = 'insert into links values (1)';", true],
    ["const text = 'update links set name = $1';", true],
    ["const text = 'delete from links';", true],
    ["const text = 'with open as (select 1) select 1';", true],
    ["const text = 'create table links ()';", true],
    ["const text = 'Select a link from the list.';", false],
    ["const text = 'Update your settings';", false],
    ['const limit = request.query.limit;', false],
    ['// select id from links', false],
  ])('%s: SQL is %s', (text, isSql) => {
    expect(breaks(sqlAtHome, 'src/selling/products/x.ts', text)).toBe(isSql);
  });
});

describe(oneOwner.name, () => {
  const insert = 'export const run = () => sql`insert into payment_links (id) values (1)`;';
  const owner = { 'src/selling/payment-links/store.ts': insert };

  it('finds two nouns that write one table, in SQL and with the builder', () => {
    const other = 'src/paying/refunds/store.ts';
    const places = [`${other}:1`, 'src/selling/payment-links/store.ts:1'];
    expect(find(oneOwner, { ...owner, [other]: 'sql`update payment_links as l set uses = 1`;' })).toEqual(
      places,
    );
    expect(find(oneOwner, { ...owner, [other]: 'sql`delete from payment_links`;' })).toEqual(places);
    expect(find(oneOwner, { ...owner, [other]: "handle.updateTable('payment_links');" })).toEqual(places);
  });

  it('allows reading, locking, hot statements and the owner itself', () => {
    const allowed = {
      'src/paying/refunds/store.ts': 'sql`select 1 from payment_links for update`;',
      'src/paying/checkouts/store.ts':
        'sql`insert into checkouts (id) values (1) on conflict (id) do update set uses = 1`;',
      'src/paying/checkouts/hot/start.ts': insert,
      'src/selling/payment-links/close-link.ts': insert,
    };
    expect(find(oneOwner, { ...owner, ...allowed })).toEqual([]);
  });
});

describe(hotHeaders.name, () => {
  const path = 'src/paying/checkouts/hot/start.ts';
  const statement = 'sql`insert into checkouts (id) values (1); update payment_link_places set held = 1`;';

  it('finds a table that the header leaves out', () => {
    expect(find(hotHeaders, { [path]: `/** Writes checkouts. */\n${statement}` })).toEqual([`${path}:2`]);
    expect(find(hotHeaders, { [path]: statement + statement })).toHaveLength(2);
    const imported = "import { checkouts } from '../checkouts.ts';\n/* Writes payment_link_places. */\n";
    expect(find(hotHeaders, { [path]: imported + statement })).toEqual([`${path}:3`]);
  });

  it('is content when all are named', () => {
    const header = '/**\n * Writes: checkouts, payment_link_places.\n */';
    expect(find(hotHeaders, { [path]: `${header}\n${statement}` })).toEqual([]);
    expect(find(hotHeaders, { [path]: `import '../x.ts';\n${header}\n${statement}` })).toEqual([]);
  });
});

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
    ['dashboard/src/ui/copy.tsx', 'const key = crypto.randomUUID();', true],
    ['dashboard/src/x.tsx', 'crypto.getRandomValues(new Uint8Array(16));', false],
    ['src/paying/x.ts', 'const key = crypto.randomUUID();', false],
  ])('%s: %s: broken is %s', (path, text, isBroken) => {
    expect(breaks(plainHttp, path, text)).toBe(isBroken);
  });
});

describe(promisesStand.name, () => {
  const spec = { 'docs/spec/behaviour.md': '## 1. Money\n\n## 3. Paying\n' };

  it('is content with a section that stands there', () => {
    expect(
      find(promisesStand, { ...spec, 'src/a.ts': '/** It adds up (behaviour, sections 1 and 3). */' }),
    ).toEqual([]);
  });

  it.each(['behaviour, section 2', 'behaviour, sections 1 and 2', 'contract, section 1'])(
    'finds %s',
    (cited) => {
      expect(find(promisesStand, { ...spec, 'src/a.ts': `\n/** It adds up (${cited}). */` })).toEqual([
        'src/a.ts:2',
      ]);
    },
  );
});

describe(mapIsTrue.name, () => {
  const files = {
    'src/platform/kit/money.ts': '',
    'src/paying/checkouts/hot/start.ts': '',
    'src/main.ts': '',
    'migrations/0001_start.sql': '',
  };
  const missing = (document: string) => find(mapIsTrue, { ...files, 'ARCHITECTURE.md': document });

  it.each([
    ['`src/platform/kit/money.ts`'],
    ['`platform/kit`'],
    ['`paying/checkouts/hot/`'],
    ['`#platform/kit/money.ts`'],
    ['`money.ts`'],
    ['`migrations/0001_*.sql`'],
    ['[money](src/platform/kit/money.ts#L3)'],
    ['[RFC](https://www.rfc-editor.org/rfc/rfc9562)'],
    [
      '`application/json`, `@fastify/static`, `POST /api/links/`, `/api/links/`, `<noun>/store.ts`, `USD/EUR`',
    ],
    ['```\nsrc/\n  main.ts   the entry\n  platform/\n    kit/  money and time\nmigrations/  numbered\n```'],
    ['```bash\nrm -rf nowhere/\n```'],
  ])('is content with %j', (document) => {
    expect(missing(document)).toEqual([]);
  });

  it.each([
    ['`src/platform/kit/gone.ts`'],
    ['`platform/gone`'],
    ['`paying/gone/`'],
    ['`#platform/kit/gone.ts`'],
    ['`gone.ts`'],
    ['`migrations/0002_*.sql`'],
    ['[money](src/platform/kit/gone.ts)'],
  ])('misses %s', (document) => {
    expect(missing(`# Map\n\n${document}`)).toEqual(['ARCHITECTURE.md:3']);
  });

  it('follows a drawn tree down its indentation', () => {
    const drawn = '```\nsrc/\n  main.ts  gone.ts   entries\n  paying/\n    kit/  elsewhere\n```';
    expect(missing(drawn)).toEqual(['ARCHITECTURE.md:3', 'ARCHITECTURE.md:5']);
  });

  it('waits for the map to be drawn', () => {
    expect(find(mapIsTrue, files)).toEqual([]);
  });
});

describe('a failure', () => {
  it('names file, line, rule and way out', () => {
    const project = createProject(treeOf({ 'src/paying/checkouts/x.ts': '\nnew Date();' }));
    expect(oneClock.check(project).map((failure) => formatFailure(oneClock, failure))).toEqual([
      'src/paying/checkouts/x.ts:2 reads the clock. [Only platform/kit/clock.ts reads the clock] ' +
        'Way out: take `now` as an argument, or ask the Clock you were given.',
    ]);
  });

  it('is known for every rule: each is proven here or in a test beside', () => {
    const proven = [
      wingOrder,
      roomOrder,
      platformOrder,
      browserSafe,
      privateFiles,
      productionOnly,
      dashboardApart,
      noCircles,
      noBarrels,
      sqlAtHome,
      oneOwner,
      hotHeaders,
      oneEnvironment,
      oneClock,
      noInlineStyle,
      noBrand,
      plainHttp,
      mapIsTrue,
      promisesStand,
      decisionsAreShort,
      roomsAreNamed,
      linksLead,
      changelogIsKept,
      exportsAreUsed,
      foldersHaveCompany,
    ];
    expect(rules).toEqual(proven);
  });
});
