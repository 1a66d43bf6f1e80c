import { describe, expect, it } from 'vitest';
import { type OfferedConnection, waysOf } from '#paying/connections/way.ts';
import type { Provider, Providers } from '#paying/providers/port.ts';
import type { Problem } from '#platform/kit/problem.ts';
import { chooseWay } from './choose-way.ts';

const card = { scenario: 'succeeds', brand: 'visa', last4: '4242' };

function provider(name: string, parts: Partial<Provider>): Provider {
  const capabilities = {
    expire: true,
    partialRefund: true,
    refundAfterDays: null,
    minExpiryMinutes: null,
    currencies: ['USD', 'EUR'] as const,
    settlesLate: false,
  };
  const never = () => Promise.reject(new Error('Nobody is asked.'));
  return {
    name,
    label: name,
    kind: 'redirect',
    capabilities,
    modes: ['sandbox', 'live'],
    begin: never,
    find: never,
    expire: never,
    refund: never,
    readNotification: never,
    ...parts,
  };
}

const sandbox = provider('sandbox', { kind: 'card_form', modes: ['sandbox'] });
const bank = provider('bank', { kind: 'transfer' });
const euros = { ...bank, capabilities: { ...bank.capabilities, currencies: ['EUR'] as const } };
const page = provider('page', {});
const providers: Providers = {
  byName: (name) => [sandbox, euros, page].find((each) => each.name === name),
  builtIn: (mode) => (mode === 'sandbox' ? [sandbox] : []),
};
const connection = (name: string): OfferedConnection => ({
  id: `id-of-${name}`,
  provider: name,
  settings: {},
});
const sale = { mode: 'sandbox', currency: 'EUR' } as const;
const named = (connections: string[], about: Parameters<typeof waysOf>[2] = sale) =>
  waysOf(providers, connections.map(connection), about).map((way) => [way.provider.name, way.connectionId]);

describe('the ways to pay', () => {
  it('begin with what needs no connection, then follow the order of the connections', () => {
    expect(named([])).toEqual([['sandbox', null]]);
    expect(named(['page', 'bank'])).toEqual([
      ['sandbox', null],
      ['page', 'id-of-page'],
      ['bank', 'id-of-bank'],
    ]);
  });

  it('put the sandbox where the merchant put it, and never into live', () => {
    expect(named(['bank', 'sandbox']).map(([name]) => name)).toEqual(['bank', 'sandbox']);
    expect(named(['bank', 'sandbox'], { ...sale, mode: 'live' })).toEqual([['bank', 'id-of-bank']]);
    expect(named([], { ...sale, mode: 'live' })).toEqual([]);
  });

  it('leave out who does not take the currency, and who is not installed', () => {
    expect(named(['bank', 'unknown', 'page'], { mode: 'live', currency: 'USD' })).toEqual([
      ['page', 'id-of-page'],
    ]);
  });
});

describe('how long a choice keeps its checkout open', () => {
  const holdOf = (settings: OfferedConnection['settings']) =>
    waysOf(providers, [{ ...connection('bank'), settings }], { ...sale, mode: 'live' })[0]?.hold;

  it('is said by the settings of the connection, with its place unless they give it up', () => {
    expect(holdOf({ hold_days: 5, holds_place: true })).toEqual({ days: 5, keepsPlace: true });
    expect(holdOf({ hold_days: 1, holds_place: false })).toEqual({ days: 1, keepsPlace: false });
    expect(holdOf({ hold_days: 3 })).toEqual({ days: 3, keepsPlace: true });
    expect(holdOf({ iban: 'DE02120300000000202051' })).toBeNull();
  });
});

describe('the way that a buyer takes', () => {
  const ways = waysOf(providers, ['bank', 'page'].map(connection), sale);
  const chosen = (id: string | undefined, given?: typeof card) => {
    const way = chooseWay(ways, { id, card: given });
    return 'fault' in way ? codeOf(way.fault) : way.provider.name;
  };
  const codeOf = ({ code, errors }: Problem) => `${code} ${errors[0]?.field}`;

  it('is the first when none is named', () => {
    expect(chosen(undefined, card)).toBe('sandbox');
    expect(chosen(undefined)).toBe('required payment_method');
  });

  it('is the one that is named, which takes a card only where cards are taken here', () => {
    expect(chosen('bank')).toBe('bank');
    expect(chosen('page')).toBe('page');
    expect(chosen('bank', card)).toBe('unknown_field payment_method');
  });

  it('must be one of those that are offered', () => {
    expect(chosen('stripe')).toBe('unknown_way way');
    expect(chooseWay([], { id: undefined, card: undefined })).toMatchObject({
      fault: { code: 'live_mode_unavailable' },
    });
  });
});
