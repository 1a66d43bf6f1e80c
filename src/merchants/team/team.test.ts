import { describe, expect, it } from 'vitest';
import type { Seat } from '#merchants/memberships/membership.ts';
import { type Role, roles } from '#platform/contract/roles.ts';
import { checkAuthority, checkRemoval, checkRoleChange } from './team.ts';

const seat = (userId: string, role: Role): Seat => ({ userId, role });
const owner = seat('owner', 'owner');

describe('checkAuthority', () => {
  it.each([
    ['owner', ['viewer', 'staff', 'admin', 'owner']],
    ['admin', ['viewer', 'staff']],
    ['staff', []],
    ['viewer', []],
  ] as const)('lets an %s decide about %j', (actor, allowed) => {
    const decided = roles.filter((role) => checkAuthority(actor, role) === undefined);
    expect(decided).toEqual(allowed);
  });
});

describe('checkRoleChange', () => {
  const others = roles.map((role) => seat(`other-${role}`, role));

  it.each(roles)('lets nobody below an owner make or unmake admins and owners: %s', (role) => {
    const actor = seat('actor', role);
    const team = [owner, actor, ...others];
    for (const member of others) {
      for (const wanted of roles) {
        const mayDecide = [member.role, wanted].every((each) => checkAuthority(role, each) === undefined);
        expect(checkRoleChange(team, actor, member, wanted)?.code).toBe(
          mayDecide ? undefined : 'insufficient_role',
        );
      }
    }
  });

  it.each(roles)('lets a %s step down and never up', (role) => {
    const actor = seat('actor', role);
    const allowed = roles.filter(
      (wanted) => wanted !== role && !checkRoleChange([owner, actor], actor, actor, wanted),
    );
    expect(allowed).toEqual(roles.slice(0, roles.indexOf(role)));
    for (const wanted of roles.slice(roles.indexOf(role) + 1))
      expect(checkRoleChange([owner, actor], actor, actor, wanted)).toMatchObject({
        code: 'insufficient_role',
        detail: 'Nobody raises their own role; ask an owner of the organization.',
      });
  });

  it('keeps the last owner', () => {
    expect(checkRoleChange([owner, ...others.slice(0, 3)], owner, owner, 'admin')).toMatchObject({
      status: 409,
      code: 'last_owner',
    });
    expect(checkRoleChange([owner], owner, owner, 'owner')).toBeUndefined();
    expect(checkRoleChange([owner, ...others], owner, owner, 'admin')).toBeUndefined();
  });
});

describe('checkRemoval', () => {
  it('lets an admin leave and remove those below, and keeps the last owner', () => {
    const [admin, peer, staff] = [seat('admin', 'admin'), seat('peer', 'admin'), seat('staff', 'staff')];
    const team = [owner, admin, peer, staff];
    expect(checkRemoval(team, admin, staff)).toBeUndefined();
    expect(checkRemoval(team, admin, admin)).toBeUndefined();
    expect(checkRemoval(team, admin, peer)?.code).toBe('insufficient_role');
    expect(checkRemoval(team, admin, owner)?.code).toBe('insufficient_role');
    expect(checkRemoval(team, owner, owner)?.code).toBe('last_owner');
    expect(checkRemoval([...team, seat('second', 'owner')], owner, owner)).toBeUndefined();
  });
});
