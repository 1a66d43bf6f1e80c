import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readLimitsText } from '#platform/db/time-limits.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { createDatabase } from '#test/support/cluster.ts';
import { type Receiver, startReceiver } from '#test/support/receiver.ts';
import { tablesOf, uniqueIndexesOf } from './catalogue.ts';
import { type Answered, showDocument } from './document.ts';
import { fillDatabase } from './fill.ts';
import { growingCosts, type UniqueIndexes } from './guarantee.ts';
import { openExplain } from './plan.ts';
import { recordStatements } from './recorder.ts';
import { observedRequests } from './requests.ts';

const file = join(process.cwd(), 'test/api/query-plans/plans.md');
const wayOut =
  'When that is meant, run `UPDATE_QUERY_PLANS=on npm test -- test/api/query-plans`, and review what changed.';

let app: TestApp;
let receiver: Receiver;
let answered: Answered[];
let uniqueIndexes: UniqueIndexes;

beforeAll(async () => {
  receiver = await startReceiver();
  const env = { JOBS: 'off', WEBHOOK_ALLOW_PRIVATE: 'true' };
  app = await startApp({ env, isolation: 'read committed' });
  const merchant = await fillDatabase(app, receiver.url);
  uniqueIndexes = await uniqueIndexesOf(app);
  answered = await observe(await observedRequests(app, merchant, receiver));
}, 120_000);
afterAll(async () => {
  await app.stop();
  await receiver.close();
});

/** Sends each request, and has every statement that it led to explained. */
async function observe(requests: Awaited<ReturnType<typeof observedRequests>>): Promise<Answered[]> {
  const { connection } = app.database;
  const recorder = recordStatements(connection.database);
  const explain = openExplain(connection);
  const result: Answered[] = [];
  try {
    for (const { title, only = /(?:)/, ask } of requests) {
      recorder.take();
      await ask();
      const explained = [];
      // A connection that happens to be new asks for its limits first.
      for (const statement of recorder
        .take()
        .filter(({ name = '', text }) => only.test(name) && text !== readLimitsText))
        explained.push({ statement, plan: await explain.of(statement) });
      result.push({ title, explained });
    }
  } finally {
    recorder.stop();
    await explain.close();
  }
  return result;
}

test('what frequent requests cost does not grow with the tables: no whole table or shop is read or sorted', () => {
  const costsOf = ({ title, explained }: Answered) =>
    explained.flatMap(({ statement, plan }) =>
      growingCosts(plan, uniqueIndexes).map((cost) => `${title}, ${nameOf(statement)}: ${cost}`),
    );
  expect([...new Set(answered.flatMap(costsOf))]).toEqual([]);
});

/** A shop that is opened for a flash sale has thousands of these before anybody takes statistics. */
const filledWithinMinutes =
  /^(?:idempotency_keys|checkouts|transactions|attempts|events|sandbox_payments|ledger_)/;

test.each([
  ['were never looked at', undefined],
  ['are known to be empty', 'vacuum analyze'],
])(
  'nor does it for plans of prepared statements that are made, and kept, while tables %s',
  async (_, first) => {
    const empty = await createDatabase();
    const explain = openExplain(empty.connection);
    const costs: string[] = [];
    try {
      if (first) await explain.run(first);
      const statements = answered.flatMap(({ explained }) => explained.map(({ statement }) => statement));
      for (const statement of statements.filter(({ name }) => name))
        for (const cost of growingCosts(await explain.of(statement), uniqueIndexes))
          if (filledWithinMinutes.test(cost)) costs.push(`${statement.name}: ${cost}`);
    } finally {
      await explain.close();
      await empty.drop();
    }
    expect([...new Set(costs)]).toEqual([]);
  },
);

function nameOf({ name, text }: { name: string | undefined; text: string }): string {
  return name ?? text.trim().replaceAll(/\s+/g, ' ').slice(0, 80);
}

test('the plans are those of test/api/query-plans/plans.md', async () => {
  const shown = showDocument(answered, await tablesOf(app));
  if (process.env.UPDATE_QUERY_PLANS === 'on') writeFileSync(file, shown);
  expect(shown, `The database answers another way than test/api/query-plans/plans.md says. ${wayOut}`).toBe(
    readFileSync(file, 'utf8'),
  );
});
