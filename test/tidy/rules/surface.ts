import { type Failure, isTest, type Rule } from '../project.ts';
import { nameOf, type Source, stringOf } from '../source.ts';

// Mail programs know no style sheets, so mails keep their inline styles.
const pages = /^src\/(?:pages\/|platform\/text\/(?!.*mail))/;

export const noInlineStyle: Rule = {
  name: 'No page has an inline style',
  check: ({ sources }) =>
    sources
      .filter(({ path }) => pages.test(path) && !isTest(path))
      .flatMap((source) =>
        inlineStyles(source).map((line) => ({
          path: source.path,
          line,
          problem: 'sets an inline style, which the Content-Security-Policy refuses.',
          wayOut: 'give the element a class and write the rule into the style sheet.',
        })),
      ),
};

function inlineStyles(source: Source): number[] {
  const attributes = source.nodesOf('JSXAttribute').filter(({ name }) => nameOf(name) === 'style');
  const calls = source
    .nodesOf('CallExpression')
    .filter(
      (call) =>
        nameOf(call.callee) === 'setAttribute' && stringOf((call.arguments as unknown[])[0]) === 'style',
    );
  const written = source.texts.filter(({ text }) => /<[a-z][^<>]*\sstyle\s*=/i.test(text));
  return [...[...attributes, ...calls].map(source.lineOf), ...written.map(({ line }) => line)];
}

/** What browsers have on https and on this machine alone; the clipboard has one owner in each surface, which knows another way. */
const secureOnly =
  /\bcrypto\.(?:randomUUID|subtle)\b|\bnavigator\.(?:clipboard|serviceWorker|share|locks|storage|credentials|wakeLock)\b|\b(?:caches|cookieStore)\.|\bshow(?:SaveFile|OpenFile|Directory)Picker\b/;
const clipboardOwners = new Set(['dashboard/src/ui/copy.tsx', 'src/pages/scripts/parts/copy.ts']);

export const plainHttp: Rule = {
  name: 'What runs in a browser also runs over plain http',
  check: ({ tree }) =>
    tree.paths
      .filter((path) => /^(?:dashboard\/src|src\/pages\/scripts)\/.*\.tsx?$/.test(path) && !isTest(path))
      .flatMap((path) =>
        tree
          .read(path)
          .split('\n')
          .flatMap((text, index) =>
            secureOnly.test(text) && !(clipboardOwners.has(path) && text.includes('clipboard'))
              ? {
                  path,
                  line: index + 1,
                  problem: 'uses what browsers have in secure contexts only.',
                  wayOut:
                    'use newKey of dashboard/src/lib/new-key.ts, copyText of dashboard/src/ui/copy.tsx, or do without.',
                }
              : [],
          ),
      ),
};

const brand = /linktill/i;
const shownToPeople =
  /^src\/(?:pages|platform\/(?:text|http|contract)|messaging\/(?:mail|webhooks)|paying\/receipts)\/|^dashboard\//;

export const noBrand: Rule = {
  name: 'The name of the platform comes from PLATFORM_NAME',
  check({ sources, tree }) {
    const failure = (path: string, line: number): Failure => ({
      path,
      line,
      problem: 'holds the name of this software, where an operator shows its own.',
      wayOut: 'use platformName of Config (served to the dashboard), and neutral words for classes and ids.',
    });
    const inCode = sources
      .filter(({ path }) => shownToPeople.test(path) && !isTest(path))
      .flatMap(({ path, texts }) =>
        texts.filter(({ text }) => brand.test(text)).map(({ line }) => failure(path, line)),
      );
    const inAssets = tree.paths
      .filter((path) => /^(?:src|dashboard)\/.*\.(?:css|html|svg|webmanifest)$/.test(path))
      .flatMap((path) =>
        tree
          .read(path)
          .split('\n')
          .flatMap((text, index) => (brand.test(text) ? failure(path, index + 1) : [])),
      );
    return [...inCode, ...inAssets];
  },
};
