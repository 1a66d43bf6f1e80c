import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabaseClock } from '#platform/db/database-clock.ts';
import { createMovableClock, type MovableClock } from '#platform/kit/clock.ts';
import { startApp, type TestApp } from '#test/support/app.ts';
import { query } from '#test/support/paying.ts';
import { signUp } from '#test/support/scenario.ts';

/** The clock of a machine that is wrong by so much. */
function wrongClock(byMs: number): MovableClock {
  const movable = createMovableClock();
  return {
    ...movable,
    now: () => new Date(movable.now().getTime() + byMs),
    get offsetMs() {
      return movable.offsetMs;
    },
  };
}

const said = ({ logLines }: TestApp) => logLines.filter((line) => line.includes('clock of this machine'));

describe('an instance whose clock is two minutes behind the database’s', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ clock: wrongClock(-120_000), env: { JOBS: 'off' } });
  });
  afterAll(() => app.stop());

  it('goes by the database’s in all that it works out and keeps', async () => {
    const merchant = await signUp(app);
    expect(Math.abs(app.context.clock.now().getTime() - Date.now())).toBeLessThan(1_000);
    const client = app.client().withToken(merchant.token);
    expect((await client.get('/api/organization/')).status).toBe(200);
    // Every time that signing up wrote, in whatever table.
    const columns = await query(
      app,
      `select table_name as "table", column_name as name from information_schema.columns
        where table_schema = 'public' and column_name in ('created_at', 'updated_at', 'occurred_at', 'at')
          and table_name in ('organizations', 'users', 'sessions', 'audit_entries', 'audit_log', 'memberships')`,
    );
    expect(columns.length).toBeGreaterThan(4);
    for (const { table, name } of columns) {
      const [row] = await query(
        app,
        `select coalesce(max(abs(extract(epoch from now() - "${name}"))), 0)::float8 as seconds from "${table}"`,
      );
      expect(row.seconds, `${table}.${name}`).toBeLessThan(30);
    }
  });

  it('says so once, and in a figure', async () => {
    expect(said(app)).toHaveLength(1);
    expect(JSON.parse(said(app)[0] as string)).toMatchObject({ level: 40 });
    const text = await (await fetch(`${app.url}/metrics`)).text();
    const ahead = Number(/^database_clock_ahead_seconds (\S+)$/m.exec(text)?.[1]);
    expect(ahead).toBeGreaterThan(119);
    expect(ahead).toBeLessThan(121);
  });
});

describe('the clock of an instance', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp({ clock: wrongClock(-400), env: { JOBS: 'off' } });
  });
  afterAll(() => app.stop());

  it('that differs by less than a second is left alone', async () => {
    expect(said(app)).toEqual([]);
    const behindMs = Date.now() - app.context.clock.now().getTime();
    expect(behindMs).toBeGreaterThanOrEqual(399);
    expect(behindMs).toBeLessThan(500);
  });

  it('is measured again and again: what is put right is told, and counts at once', async () => {
    let byMs = 0;
    const lines: string[] = [];
    const log = {
      warn: (_: unknown, message: string) => void lines.push(`warn ${message}`),
      info: (_: unknown, message: string) => void lines.push(`info ${message}`),
    };
    const own = { now: () => new Date(Date.now() + byMs), offsetMs: 0 };
    const { clock, check } = createDatabaseClock(own, app.context.database, log);
    const wrongMs = () => Math.abs(clock.now().getTime() - Date.now());
    for (const next of [0, 5_000, 7_000, 0]) {
      byMs = next;
      await check();
      expect(wrongMs()).toBeLessThan(200);
    }
    expect(lines.map((line) => line.slice(0, 4))).toEqual(['warn', 'info']);
  });

  it('of tests stays where they put it', async () => {
    const movable = createMovableClock();
    movable.advance(3_600_000);
    const { clock, check } = createDatabaseClock(movable, app.context.database, app.context.log);
    await check();
    expect(Math.abs(clock.now().getTime() - Date.now() - 3_600_000)).toBeLessThan(200);
    expect(clock.offsetMs).toBe(3_600_000);
  });
});
