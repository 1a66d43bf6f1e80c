import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { setSimulator } from './faults/faults.ts';
import type { House } from './house.ts';

/** What is still to be done, by the rows that say so. */
const unsettled: readonly (readonly [string, string])[] = [
  ['undecided attempts', `select count(*) from attempts where status in ('processing', 'requires_action')`],
  ['checkouts not closed', `select count(*) from checkouts where status in ('open', 'processing')`],
  ['checkouts due', `select count(*) from checkouts where due_at is not null`],
  ['refunds pending', `select count(*) from refunds where status = 'pending'`],
  ['tasks', `select count(*), string_agg(distinct kind, ', ') as detail from tasks`],
  // Told of by a job of its own, which writes an event: looked at before the events are.
  ['links whose status is to be told', `select count(*) from payment_links where status_due_at <= now()`],
  ['events without position', `select count(*) from events where is_public and position is null`],
  ['deliveries pending', `select count(*) from webhook_deliveries where status = 'pending'`],
  [
    'notifications of the bank',
    `select count(*) from sandbox_payments where notify_at is not null or notify_again_at is not null`,
  ],
];

/** What waits for its next try, minutes away after a bad day, is tried now. */
const hurry = ['attempts', 'refunds', 'tasks', 'webhook_deliveries'].map(
  // What somebody works on right now is left alone.
  (table) => `update ${table} set due_at = now() where ctid = any(array(
      select ctid from ${table} where due_at > now() + interval '2 seconds' for update skip locked))`,
);

const lookEveryMs = 250;
// One thing is counted after the other, and what ends between two counts may leave work that the first no longer sees.
const calmLooks = 3;
const looksUntilHurry = 8;

/** Ends every fault: one server, a database that answers, a bank and a receiver that behave. */
export async function calmDown(house: House): Promise<void> {
  const [first, second] = house.servers;
  house.memory.note('chaos', 'ends');
  house.proxy.delayAnswers(0);
  house.proxy.loseAnswers(0);
  house.proxy.swallow(false);
  house.database.thaw();
  house.receiver.behave();
  for (const server of house.servers) server.goOn();
  await second?.end('SIGTERM');
  await first?.start();
  await setSimulator(house);
}

/** Connects beside the servers, past the proxy. */
export async function openQuery(house: House): Promise<pg.Client> {
  const client = new pg.Client(house.database.connection);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Waits until nothing is left to do. What is left when the time is over is a violation. */
export async function settle(
  { memory }: Pick<House, 'memory'>,
  client: pg.Client,
  withinMs: number,
): Promise<void> {
  const endMs = performance.now() + withinMs;
  let calm = 0;
  for (let looks = 0; ; looks++) {
    const left = await whatIsLeft(client);
    calm = left.length === 0 ? calm + 1 : 0;
    if (calm === calmLooks) return;
    if (left.length > 0 && performance.now() > endMs) {
      memory.violate('Everything settles once the faults are over', left.join(', '));
      return;
    }
    if (looks % looksUntilHurry === 0) for (const statement of hurry) await client.query(statement);
    await delay(lookEveryMs);
  }
}

async function whatIsLeft(client: pg.Client): Promise<string[]> {
  const left: string[] = [];
  for (const [name, text] of unsettled) {
    const { rows } = await client.query<{ count: string; detail?: string }>(text);
    const [row] = rows;
    if (Number(row?.count) > 0) left.push(`${row?.count} ${name}${row?.detail ? ` (${row.detail})` : ''}`);
  }
  return left;
}
