import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isAtLeast, roles } from './roles.ts';

describe('roles', () => {
  it('may more from one to the next', () => {
    for (const [index, role] of roles.entries())
      expect(roles.filter((needed) => isAtLeast(role, needed))).toEqual(roles.slice(0, index + 1));
  });

  it.each(['0001_merchants.sql', '0010_people.sql'])('are those that %s lets into a table', (file) => {
    const sql = readFileSync(`migrations/${file}`, 'utf8');
    const allowed = `role text not null check (role in (${roles.map((role) => `'${role}'`).join(', ')}))`;
    expect(sql).toContain(allowed);
  });
});
