import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inventGermanIban } from '#paying/statements/testing/ibans.ts';
import { ownIban } from '#paying/statements/testing/shapes.ts';
import { verify } from '#reporting/verify/verify.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import {
  balancesOf,
  camt,
  entriesOf,
  handIn,
  type Order,
  openShop,
  order,
  type Shop,
  transactionOf,
} from '#test/support/bank-shop.ts';
import { must } from '#test/support/scenario.ts';

/** One account and the same days, told by the two formats that banks give side by side. */
let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { JOBS: 'off' } });
});
afterAll(() => app.stop());

type Booking = {
  readonly order: Order;
  readonly iban: string;
  readonly name: string;
  readonly bankReference: string | null;
};
/** What a bank writes in field 86 of a booking. */
type Field86 = (booking: Booking) => string;

/** Words of at most 27 characters, one numbered part each, as the field is cut. */
function cut(text: string, from: number): string {
  return (text.match(/.{1,27}/g) ?? []).map((part, at) => `?${from + at}${part}`).join('');
}

const shapes: readonly (readonly [string, Field86])[] = [
  [
    'numbered parts',
    ({ order: { reference }, iban, name }) =>
      `166?00SEPA-UEBERWEISUNG?109310${cut('EREF+NOTPROVIDED', 20)}${cut(`SVWZ+Order ${reference}`, 21)}?30XXXXDEXX?31${iban}?32${name}`,
  ],
  [
    'words between strokes',
    ({ order: { reference }, iban, name }) =>
      `/TRTP/SEPA OVERBOEKING/IBAN/${iban}/BIC/XXXXDEXX/NAME/${name}/REMI/Order ${reference}/EREF/NOTPROVIDED`,
  ],
  ['free text', ({ order: { reference }, name }) => `${name}\nOrder ${reference}`],
];

function mt940(bookings: readonly Booking[], field86: Field86): string {
  const movements = bookings.map(
    (booking) =>
      `:61:2611031103C10,00NTRFNONREF${booking.bankReference === null ? '' : `//${booking.bankReference}`}\r\n:86:${field86(booking).replaceAll('\n', '\r\n')}\r\n`,
  );
  return [
    `:20:STARTUMSE\r\n:25:${ownIban}\r\n:28C:00212/001\r\n:60F:C261102EUR100,00\r\n`,
    ...movements,
    `:62F:C261103EUR${100 + 10 * bookings.length},00\r\n-\r\n`,
  ].join('');
}

function camtOfBookings(bookings: readonly Booking[]): string {
  return camt(
    bookings.map(({ order: { reference }, iban, name, bankReference }) => ({
      ...{ minor: 1_000n, text: `Order ${reference}`, iban, name, bankReference },
    })),
  );
}

/** Three buyers of one day; two are one person, who pays the same twice. */
async function bookingsOf(shop: Shop, withReference: boolean): Promise<Booking[]> {
  const bookings: Booking[] = [];
  for (const [at, payer] of [2, 2, 3].entries())
    bookings.push({
      order: await order(app, shop),
      iban: inventGermanIban(payer),
      name: `Payer ${payer}`,
      bankReference: withReference ? `26110300${at}` : null,
    });
  return bookings;
}

describe.each(shapes)('an MT940 with %s beside the camt.053 of the same bookings', (_, field86) => {
  it.each([
    ['MT940 first', true, true],
    ['camt.053 first', false, true],
    ['MT940 first, without references of the bank', true, false],
    ['camt.053 first, without references of the bank', false, false],
  ])('counts nothing twice and gives nothing back: %s', async (_order, isMt940First, withReference) => {
    const shop = await openShop(app);
    const bookings = await bookingsOf(shop, withReference);
    const files = [mt940(bookings, field86), camtOfBookings(bookings)];
    if (!isMt940First) files.reverse();
    const [first = '', second = ''] = files;
    expect(must(201, await handIn(shop, first))).toMatchObject({ entries: 3, matched: 3 });
    const told = must(201, await handIn(shop, second));
    expect(told).toMatchObject({ entries: 3, matched: 0, problems: [] });
    expect(told.duplicates + told.unmatched).toBe(3);
    for (const entry of await entriesOf(shop, '?status=unmatched'))
      expect(entry.reasons).toMatchObject([{ code: 'told_before' }]);
    for (const each of [first, second])
      expect(must(201, await handIn(shop, each))).toMatchObject({ duplicates: 3 });
    for (const { order: sale } of bookings)
      expect(await transactionOf(shop, sale.transactionId)).toMatchObject({
        status: 'paid',
        received_amount: '10.00',
      });
    expect(await balancesOf(app, shop)).toEqual({ provider: '-3000', available: '3000' });
    expect((await verify(app.context)).findings).toEqual([]);
  });
});
