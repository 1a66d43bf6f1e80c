import type { KyselyPlugin, RawNode, RootOperationNode, ValueNode } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookEntries } from '#paying/bank-entries/book-entries.ts';
import { camtOf } from '#paying/statements/testing/camt.ts';
import { ownIban, payment, statement } from '#paying/statements/testing/shapes.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { openShop } from '#test/support/bank-shop.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const entries = 1_500;
const mostHeld = 300;

/** A document that is written while it is read, entry by entry, and tells how many it gave. */
function longDocument() {
  const payments = Array.from({ length: entries }, (_, at) => payment({ text: `Rent ${at}` }));
  const pieces = camtOf([statement(payments)], { kind: 'camt.053', version: '08' }).split(/(?=<Ntry>)/);
  const given = { entries: 0 };
  const document = {
    name: 'long.xml',
    async *open() {
      for (const [at, piece] of pieces.entries()) {
        given.entries = at;
        yield Buffer.from(piece);
      }
    },
  };
  return { document, given };
}

/** Tells of each statement of SQL after it was carried out. */
function whenDone(tell: (node: RawNode) => void): KyselyPlugin {
  const nodes = new WeakMap<object, RootOperationNode>();
  return {
    transformQuery: ({ node, queryId }) => {
      nodes.set(queryId, node);
      return node;
    },
    transformResult: async ({ queryId, result }) => {
      const node = nodes.get(queryId);
      if (node?.kind === 'RawNode') tell(node);
      return result;
    },
  };
}

/** How many entries a statement wrote. */
function writtenBy({ sqlFragments, parameters }: RawNode): number {
  if (!sqlFragments[0]?.includes('insert into bank_entries')) return 0;
  const values = parameters.map((parameter) => (parameter as ValueNode).value);
  const json = values.find((value) => typeof value === 'string' && value.startsWith('['));
  return JSON.parse(json as string).length;
}

it('a long file is never held in memory: entries are written while others are read', async () => {
  const { organizationId } = await openShop(app);
  const { document, given } = longDocument();
  let [written, held] = [0, 0];
  const counting = whenDone((node) => {
    held = Math.max(held, given.entries - written);
    written += writtenBy(node);
  });
  const { clock, database } = app.context;
  const { tally } = await database.transaction((tx) =>
    bookEntries(
      tx.withPlugin(counting),
      {
        organizationId,
        mode: 'sandbox',
        statementId: uuidv7(clock.now()),
        fileName: 'many.xml',
        ownIbans: [ownIban],
      },
      [{ document, options: {}, statements: [], entries, headerHash: null, names: [] }],
      clock,
    ),
  );
  expect(tally.entries).toBe(entries);
  expect(written).toBe(entries);
  expect(held).toBeLessThan(mostHeld);
});
