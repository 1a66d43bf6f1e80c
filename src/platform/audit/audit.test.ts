import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuditRow, canonicalContent, chainStart, type NewAuditEntry, nextRow } from './audit.ts';
import { verifyChain } from './verify-chain.ts';

const organizationId = '01963b9e-7f6c-7b6e-8000-000000000001';
const now = new Date('2026-01-31T12:00:00.000Z');
const entry: NewAuditEntry = {
  organizationId,
  actor: { type: 'user', id: 'usr_1' },
  action: 'api_key.created',
  target: { type: 'api_key', id: 'key_1' },
  details: { scopes: ['b', 'a'], mode: 'live', nested: { z: 1, a: null } },
  address: '203.0.113.7',
  requestId: 'r1',
};

function chain(length: number): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let index = 0; index < length; index++) rows.push(nextRow(rows.at(-1) ?? chainStart, entry, now));
  return rows;
}

const rowAt = (rows: AuditRow[], index: number) => rows[index] as AuditRow;

describe('nextRow', () => {
  it('counts on, joins the entry before, and keeps ids and times rising although the clock stands still', () => {
    const rows = chain(3);
    expect(rows.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(rowAt(rows, 0).previousHash).toEqual(Buffer.alloc(32));
    expect(rowAt(rows, 2).previousHash).toEqual(rowAt(rows, 1).hash);
    expect(rows.map(({ id }) => id)).toEqual(rows.map(({ id }) => id).sort());
    expect(rows.map(({ createdAt }) => createdAt.getTime() - now.getTime())).toEqual([0, 1, 2]);
  });
});

describe('canonicalContent', () => {
  it('is JSON with sorted keys at every depth, whatever order it was given in', () => {
    const [row] = chain(1) as [AuditRow];
    const reordered = { ...row, details: { nested: { a: null, z: 1 }, scopes: ['b', 'a'], mode: 'live' } };
    expect(canonicalContent(reordered)).toBe(canonicalContent(row));
    expect(canonicalContent(row)).toMatch(
      /^\{"action":"api_key\.created","actor":\{"id":"usr_1","type":"user"\},"address":"203\.0\.113\.7","created_at":"2026-01-31T12:00:00\.000Z","details":\{"mode":"live","nested":\{"a":null,"z":1\},"scopes":\["b","a"\]\},"id":"aud_/,
    );
  });

  it('makes the hash together with the hash before, for anybody who can count', () => {
    const [first, second] = chain(2) as [AuditRow, AuditRow];
    const bytes = Buffer.concat([first.hash, Buffer.from(canonicalContent(second))]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(second.hash.toString('hex'));
  });
});

describe('verifyChain', () => {
  it('finds nothing in a chain that holds, whole or page by page', () => {
    const rows = chain(5);
    const head = rowAt(rows, 4);
    expect(verifyChain(rows, { head })).toEqual([]);
    expect(verifyChain(rows.slice(0, 2))).toEqual([]);
    expect(verifyChain(rows.slice(2), { after: rowAt(rows, 1), head })).toEqual([]);
    expect(verifyChain([], { head: chainStart })).toEqual([]);
  });

  it.each<[string, (row: AuditRow) => AuditRow]>([
    ['the actor', (row) => ({ ...row, actor: { type: 'user', id: 'usr_2' } })],
    ['the action', (row) => ({ ...row, action: 'api_key.revoked' })],
    ['the target', (row) => ({ ...row, target: null })],
    ['the details', (row) => ({ ...row, details: { ...row.details, mode: 'sandbox' } })],
    ['the address', (row) => ({ ...row, address: null })],
    ['the request', (row) => ({ ...row, requestId: 'r2' })],
    ['the time', (row) => ({ ...row, createdAt: new Date(row.createdAt.getTime() + 1) })],
    ['the organization', (row) => ({ ...row, organizationId: '01963b9e-7f6c-7b6e-8000-000000000002' })],
  ])('finds an entry whose %s was changed', (_, change) => {
    const rows = chain(4);
    rows[2] = change(rowAt(rows, 2));
    expect(verifyChain(rows)).toEqual([
      { sequence: 3, problem: 'The content of entry 3 is not what was written.' },
    ]);
  });

  it('finds an entry that was rewritten with a hash of its own', () => {
    const rows = chain(4);
    rows[1] = nextRow(rowAt(rows, 0), { ...entry, action: 'api_key.revoked' }, now);
    expect(verifyChain(rows)).toEqual([
      { sequence: 3, problem: 'Entry 3 does not join the entry before it.' },
    ]);
  });

  it('finds an entry that is missing, at the start, within or at the end', () => {
    const rows = chain(4);
    const head = rowAt(rows, 3);
    expect(verifyChain(rows.slice(1), { head })[0]?.problem).toBe('Entry 1 is missing: 2 follows 0.');
    expect(verifyChain(rows.toSpliced(1, 1), { head })[0]?.sequence).toBe(3);
    expect(verifyChain(rows.slice(0, 3), { head })).toEqual([
      { sequence: 3, problem: 'The chain ends with entry 4, but the last entry found is 3.' },
    ]);
  });
});
