import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isSame, mergeDraft, type Values } from '../../dashboard/src/forms/drafts.ts';

const merge = (base: Values, typed: Values, stored: Values) => mergeDraft(stored, { base, typed });

describe('a draft over what is stored by now', () => {
  test('what was typed stays, and what was not is taken from there', () => {
    expect(
      merge({ name: 'Mug', price: '10' }, { name: 'Cup', price: '10' }, { name: 'Mug', price: '12' }),
    ).toEqual({ values: { name: 'Cup', price: '12' }, conflicts: [] });
  });

  test('a field that was typed over and changed elsewhere keeps what was typed, and is named', () => {
    expect(merge({ name: 'Mug' }, { name: 'Cup' }, { name: 'Jar' })).toEqual({
      values: { name: 'Cup' },
      conflicts: ['name'],
    });
  });

  test('two who wrote the same are not at odds', () => {
    expect(merge({ name: 'Mug' }, { name: 'Cup' }, { name: 'Cup' })).toEqual({
      values: { name: 'Cup' },
      conflicts: [],
    });
  });

  test('what another version of the app kept in another form is left out', () => {
    const stored = { name: 'Mug', pairs: [] };
    expect(merge({ name: 'Mug', pairs: {} }, { name: 7, pairs: { a: 'b' }, gone: 'x' }, stored)).toEqual({
      values: stored,
      conflicts: [],
    });
    expect(merge({}, {}, stored).values).toEqual(stored);
  });

  test('what changes by itself within a field is no change of it', () => {
    const essence = (_field: string, value: unknown) => (value as { id: string }[]).map(({ id }) => id);
    const draft = { base: { lines: [{ id: 'a', price: '1' }] }, typed: { lines: [{ id: 'a', price: '1' }] } };
    const stored = { lines: [{ id: 'a', price: '2' }] };
    expect(mergeDraft(stored, draft, essence)).toEqual({ values: stored, conflicts: [] });
    const longer = { ...draft, typed: { lines: [...draft.typed.lines, { id: 'b', price: '3' }] } };
    expect(mergeDraft(stored, longer, essence)).toEqual({ values: longer.typed, conflicts: [] });
  });

  test('lists and texts are told apart by what is in them', () => {
    expect(isSame([{ key: 'a', value: 'b' }], [{ key: 'a', value: 'b' }])).toBe(true);
    expect(isSame([{ key: 'a', value: 'b' }], [{ key: 'a', value: '' }])).toBe(false);
    expect(isSame('', [])).toBe(false);
  });
});

/** Forms whose typing is not kept, each with the reason; every other goes through `useKeptForm`. */
const unkept: Readonly<Record<string, string>> = {
  'forms/use-kept-form.ts': 'the one that keeps',
  'screens/accounts/forgot-password.tsx': 'one field, and nobody is signed in',
  'screens/accounts/invitation.tsx': 'nobody is signed in whose it could be',
  'screens/accounts/login.tsx': 'nobody is signed in, and a password',
  'screens/accounts/reset-password.tsx': 'a password',
  'screens/accounts/second-factor-step.tsx': 'a code',
  'screens/accounts/signup.tsx': 'nobody is signed in whose it could be, and a password',
  'screens/settings/authenticator-card.tsx': 'a code',
  'screens/settings/passkey-dialog.tsx': 'one field',
  'screens/settings/password-card.tsx': 'passwords',
  'screens/settings/providers/credentials-dialog.tsx': 'secret keys',
  'shell/proof-dialog.tsx': 'a password or a code',
};

test('every form keeps what is typed, but for passwords, codes, single fields and people who are not signed in', () => {
  const root = join(import.meta.dirname, '../../dashboard/src');
  const forms = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .filter((path) => /\buseForm\b/.test(readFileSync(join(root, path), 'utf8')));
  expect(forms.sort()).toEqual(Object.keys(unkept).sort());
});
