import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendReceiptsJob } from '#paying/receipts/jobs.ts';
import { verify } from '#reporting/verify/verify.ts';
import { type Breaking, breakingDatabase } from '#test/matrix/support/breaking-database.ts';
import { organizationOf } from '#test/matrix/support/people.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import type { Json } from '#test/support/client.ts';
import { query } from '#test/support/paying.ts';
import { type Merchant, makeLink, must, pay, signUp, startOpen } from '#test/support/scenario.ts';
import { receiptPath } from './support/receipts.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

const thisYear = () => app.clock.now().getUTCFullYear();
const numberOf = (text: string) => Number(/^TEST-\d{4}-(\d{6})$/.exec(text)?.[1]);

async function sell(link: Json): Promise<string> {
  const checkout = await startOpen(app, link.id);
  must(200, await pay(app, checkout.token));
  return checkout.token;
}
const readNumber = async (token: string): Promise<string> =>
  must(200, await app.client().get(receiptPath({ token }))).number;

async function sequences(merchant: Merchant): Promise<number[]> {
  const rows = await query(
    app,
    'select sequence from receipts where organization_id = $1 order by sequence',
    [organizationOf(merchant)],
  );
  return rows.map(({ sequence }) => sequence);
}
const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe('receipts are numbered', () => {
  it('from 1 in each organization, whatever others sell, and the same wherever the number stands', async () => {
    const [one, other] = [await signUp(app), await signUp(app)];
    const [first, second] = [await makeLink(one), await makeLink(other)];
    const tokens = [await sell(first), await sell(second), await sell(second), await sell(first)];
    const numbers: string[] = [];
    for (const token of tokens) numbers.push(await readNumber(token));
    expect(numbers).toEqual([1, 1, 2, 2].map((each) => `TEST-${thisYear()}-00000${each}`));
    const { signature } = must(200, await app.client().get(receiptPath({ token: tokens[2] as string })));
    expect(JSON.parse(signature.document).number).toBe(numbers[2]);
    expect(await readNumber(tokens[0] as string)).toBe(numbers[0]);
  });

  it('in the year of their seller', async () => {
    const merchant = await signUp(app);
    must(200, await merchant.client.patch('/api/organization/', { time_zone: 'Pacific/Kiritimati' }));
    const link = await makeLink(merchant);
    const newYear = Date.UTC(thisYear() + 1, 0, 1) - app.clock.now().getTime();
    app.clock.advance(newYear - 3 * 3_600_000);
    try {
      const token = await sell(link);
      expect(await readNumber(token)).toBe(`TEST-${thisYear() + 1}-000001`);
    } finally {
      app.clock.set(0);
    }
  });

  it('and found by their number', async () => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    await readNumber(await sell(link));
    const token = await sell(link);
    const receipt = must(200, await app.client().get(receiptPath({ token })));
    const search = (q: string) => merchant.client.get(`/api/transactions/?q=${encodeURIComponent(q)}`);
    for (const typed of [receipt.number, receipt.number.toLowerCase(), `TEST-${thisYear()}-2`]) {
      const found = must(200, await search(typed));
      expect(found.results.map(({ id }: Json) => id)).toEqual([receipt.transaction_id]);
    }
    expect(must(200, await search(`TEST-${thisYear()}-3`)).results).toEqual([]);
  });

  it('one that was issued before keeps the number that it has', async () => {
    const merchant = await signUp(app);
    const token = await sell(await makeLink(merchant));
    await readNumber(token);
    const organizationId = organizationOf(merchant);
    await query(
      app,
      `update receipts set sequence = null, year = null, mode = null,
        document = jsonb_set(document::jsonb, '{number}', '"4711"')::text where organization_id = $1`,
      [organizationId],
    );
    await query(app, 'delete from receipt_counters where organization_id = $1', [organizationId]);
    expect(await readNumber(token)).toBe('4711');
    expect((await verify(app.context)).findings).toEqual([]);
  });
});

describe('without a gap or repeat', () => {
  it('when jobs and buyers of several organizations ask for them at once', async () => {
    const merchants = await Promise.all([signUp(app), signUp(app), signUp(app)]);
    const links = await Promise.all(merchants.map((merchant) => makeLink(merchant)));
    const tokens = await Promise.all(
      Array.from({ length: 45 }, (_, index) => sell(links[index % 3] as Json)),
    );
    const work = async () => {
      await sendReceiptsJob.runDue(app.context);
    };
    const [numbers] = await Promise.all([
      Promise.all([...tokens, ...tokens].map(readNumber)),
      work(),
      work(),
    ]);
    expect(numbers.slice(0, 45)).toEqual(numbers.slice(45));
    for (const [index, merchant] of merchants.entries()) {
      expect(await sequences(merchant)).toEqual(upTo(15));
      const own = tokens.flatMap((_, at) => (at % 3 === index ? [numberOf(numbers[at] as string)] : []));
      expect(own.sort((left, right) => left - right)).toEqual(upTo(15));
    }
    expect((await verify(app.context)).findings).toEqual([]);
  });

  describe('when the process dies between any two statements', () => {
    let database: Breaking;
    beforeAll(() => {
      database = breakingDatabase();
    });
    afterAll(() => database.restore());

    it('an issue that was cut off is made again with the number that follows', async () => {
      const merchant = await signUp(app);
      const link = await makeLink(merchant);
      let broken = 0;
      for (let point = 1; ; point++) {
        const token = await sell(link);
        database.breakAfter(point);
        await app.client().get(receiptPath({ token }));
        const wasBroken = database.repair();
        expect(numberOf(await readNumber(token))).toBe(point);
        if (!wasBroken) break;
        broken++;
      }
      expect(broken).toBeGreaterThan(3);
      expect(await sequences(merchant)).toEqual(upTo(broken + 1));
      expect((await verify(app.context)).findings).toEqual([]);
    });
  });
});

describe('verify finds', () => {
  it.each([
    ['a gap', 'update receipts set sequence = 9 where organization_id = $1 and sequence = 2'],
    ['a receipt that is gone', 'delete from receipts where organization_id = $1 and sequence = 2'],
    ['a counter that was set back', 'update receipt_counters set issued = 1 where organization_id = $1'],
    [
      'another number in the text',
      `update receipts set document = replace(document, '-000001', '-000003') where organization_id = $1 and sequence = 1`,
    ],
  ])('%s', async (_, text) => {
    const merchant = await signUp(app);
    const link = await makeLink(merchant);
    for (let sale = 0; sale < 2; sale++) await readNumber(await sell(link));
    await query(app, text, [organizationOf(merchant)]);
    const { findings } = await verify(app.context);
    expect(findings.some(({ check }) => /number/.test(check))).toBe(true);
    await query(app, 'delete from receipts where organization_id = $1', [organizationOf(merchant)]);
    await query(app, 'delete from receipt_counters where organization_id = $1', [organizationOf(merchant)]);
  });
});
