import { expect, it } from 'vitest';
import { namesAlike } from './names-alike.ts';

it.each([
  ['NOVAK MAJA', 'Maja Novak'],
  ['Juergen Mueller', 'Jürgen Müller'],
  ['JOSE PENA', 'José Peña'],
  ['Müller & Söhne GmbH', 'Frau Anna Müller'],
  ['Иванов', 'ИВАНОВ ПЕТЪР'],
])('%s is like %s', (one, other) => {
  expect(namesAlike(one, other)).toBe(true);
});

it.each([
  ['Reisen Weber GmbH', 'Pumpen Krause GmbH'],
  ['Herr A. B.', 'Herr C. D.'],
  ['', ''],
  [null, 'Maja Novak'],
  ['Maja Novak', null],
])('%s is not like %s', (one, other) => {
  expect(namesAlike(one, other)).toBe(false);
});
