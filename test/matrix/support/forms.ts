import { buyer, cards } from '#test/support/scenario.ts';
import type { World } from './world.ts';

export const formType = { 'content-type': 'application/x-www-form-urlencoded' } as const;

const billing = { ...buyer, billing_country: 'DE' };
const card = { number: cards.pays, expiry: '12 / 40', cvc: '123', name: 'Maja Lindqvist' };

/** What the forms of buyers' pages hold when they are filled in. */
const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /pay/:id': billing,
  'POST /checkout/:token/pay': card,
  'POST /checkout/:token/cancel': {},
  'POST /checkout/:token/renew': {},
  'POST /sandbox/challenge/:id': { outcome: 'approve' },
};

/** The body of a form, by method and path; undefined for what is no form. */
export function filledForm(name: string): string | undefined {
  const form = forms[name];
  return form && new URLSearchParams({ ...form, nonce: crypto.randomUUID() }).toString();
}

/** The address of a page of this world. */
export function pagePath(name: string, { link }: World, token: string): string {
  const [, path = ''] = name.split(' ');
  return path.replace('/pay/:id', `/pay/${link.id}`).replace(':token', token).replace(':id', 'nobody');
}
