import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, readMigrations } from '#platform/db/migrate.ts';
import { uuidv7 } from '#platform/kit/ids.ts';
import { createDatabase, type TestDatabase } from '#test/support/cluster.ts';

/** A database as it was before addresses had one form. */
let database: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createDatabase();
  pool = new pg.Pool(database.connection);
  await pool.query('drop schema public cascade; create schema public');
  const all = await readMigrations();
  await migrate(
    pool,
    all.filter(({ name }) => name < '0035'),
  );
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

// ü and ậ, composed and in pieces; of ậ there are two ways to write it in pieces.
const composed = 'j\u00fcrgen@shop.example';
const inPieces = 'ju\u0308rgen@shop.example';
const [circumflexFirst, dotFirst] = ['t\u00e2\u0323n@shop.example', 'ta\u0323\u0302n@shop.example'];
const whole = 't\u1eadn@shop.example';
const alone = 'fru\u0308h@shop.example';

const createdAt = (day: number) => new Date(Date.UTC(2026, 0, day));

async function addUser(email: string, day: number): Promise<void> {
  await pool.query(
    `insert into users (id, email, name, password_hash, created_at, updated_at) values ($1, $2, 'X', 'x', $3, $3)`,
    [uuidv7(createdAt(day)), email, createdAt(day)],
  );
}

async function addInvitation(
  organizationId: string,
  invitedBy: string,
  email: string,
  day: number,
): Promise<void> {
  await pool.query(
    `insert into invitations (organization_id, id, email, role, token_hash, invited_by, created_at, expires_at)
      values ($1, $2, $3, 'staff', $4, $5, $6, $6)`,
    [
      organizationId,
      uuidv7(createdAt(day)),
      email,
      Buffer.from(`${organizationId}${email}`),
      invitedBy,
      createdAt(day),
    ],
  );
}

const emailsOf = async (table: string): Promise<string[]> =>
  (await pool.query(`select email from ${table} order by created_at`)).rows.map(({ email }) => email);

describe('the migration to one form of addresses', () => {
  it('brings every address to it, and of those that would be the same one: the others stay', async () => {
    const before = [composed, inPieces, dotFirst, circumflexFirst, alone];
    for (const [index, email] of before.entries()) await addUser(email, index + 1);
    const organizationId = uuidv7(createdAt(1));
    await pool.query(
      `insert into organizations (id, name, created_at, updated_at) values ($1, 'X', now(), now())`,
      [organizationId],
    );
    const { rows } = await pool.query('select id from users order by created_at limit 1');
    for (const [index, email] of before.entries())
      await addInvitation(organizationId, rows[0].id, email, index + 1);
    const applied = await migrate(pool);
    expect(applied).toContain('0035_one_form_of_addresses.sql');
    const after = [composed, inPieces, whole, circumflexFirst, alone.normalize('NFC')];
    expect(await emailsOf('users')).toEqual(after);
    expect(await emailsOf('invitations')).toEqual([
      composed,
      inPieces,
      dotFirst,
      whole,
      alone.normalize('NFC'),
    ]);
    expect(await migrate(pool)).toEqual([]);
  });
});
