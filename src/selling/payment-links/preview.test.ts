import { describe, expect, it } from 'vitest';
import { availabilityOf, type PreviewRow, renderKey } from './preview.ts';

const row: PreviewRow = {
  id: '01963b9e-7f6c-7b6e-8000-000000000001',
  organizationId: '01963b9e-7f6c-7b6e-8000-000000000002',
  version: 1,
  organizationVersion: 1,
  deletedAt: null,
  isActive: true,
  expiresAt: null,
  maxUses: 5,
  used: 2,
  held: 1,
  releaseAt: null,
  readAt: new Date('2026-01-31T12:00:00.000Z'),
};

describe('availabilityOf', () => {
  it('counts the places that are neither paid nor held', () => {
    expect(availabilityOf(row)).toEqual({ status: 'active', remainingUses: 2, releaseAt: null });
  });

  it('tells when the next place comes back only while none is free', () => {
    const releaseAt = new Date('2026-01-31T12:10:00.000Z');
    expect(availabilityOf({ ...row, held: 3, releaseAt })).toMatchObject({ remainingUses: 0, releaseAt });
    expect(availabilityOf({ ...row, held: 2, releaseAt })).toMatchObject({
      remainingUses: 1,
      releaseAt: null,
    });
  });

  it('calls a link whose places are all held active, never used up', () => {
    expect(availabilityOf({ ...row, held: 3 }).status).toBe('active');
  });

  it('knows no number for a link without limit', () => {
    expect(availabilityOf({ ...row, maxUses: null, used: 9, held: 0 }).remainingUses).toBeNull();
  });
});

describe('renderKey', () => {
  it('differs whenever anything that is shown differs', () => {
    const releaseAt = new Date('2026-01-31T12:10:00.000Z');
    const rows = [
      row,
      { ...row, id: row.organizationId },
      { ...row, version: 2 },
      { ...row, organizationVersion: 2 },
      { ...row, held: 2 },
      { ...row, held: 3 },
      { ...row, held: 3, releaseAt },
      { ...row, maxUses: null },
    ];
    expect(new Set(rows.map((each) => renderKey(each, availabilityOf(each)))).size).toBe(rows.length);
  });

  it('stays when only time passes or places move that nobody sees', () => {
    const later = { ...row, readAt: new Date('2026-02-01T12:00:00.000Z'), used: 3, held: 0 };
    expect(renderKey(later, availabilityOf(later))).toBe(renderKey(row, availabilityOf(row)));
  });
});
