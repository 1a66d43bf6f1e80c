import { describe, expect, it } from 'vitest';
import { readEndpointUrl, wantsEvent } from './endpoint.ts';

const endpoint = {
  organizationId: 'a',
  mode: 'sandbox',
  enabled: true,
  events: null,
  afterPosition: 5n,
} as const;
const event = {
  organizationId: 'a',
  mode: 'sandbox',
  type: 'transaction.status_changed',
  position: 6n,
} as const;

describe('wantsEvent', () => {
  it('takes all events that were committed after it was enabled', () => {
    expect(wantsEvent(endpoint, event)).toBe(true);
    expect(wantsEvent(endpoint, { ...event, position: 5n })).toBe(false);
  });

  it('takes none while it is disabled, of the other mode, or of another organization', () => {
    expect(wantsEvent({ ...endpoint, enabled: false }, event)).toBe(false);
    expect(wantsEvent({ ...endpoint, mode: 'live' }, event)).toBe(false);
    expect(wantsEvent({ ...endpoint, organizationId: 'b' }, event)).toBe(false);
  });

  it('takes what it asked for, and every test', () => {
    const choosy = { ...endpoint, events: ['refund.status_changed'] } as const;
    expect(wantsEvent(choosy, event)).toBe(false);
    expect(wantsEvent(choosy, { ...event, type: 'refund.status_changed' })).toBe(true);
    expect(wantsEvent(choosy, { ...event, type: 'webhook.test' })).toBe(true);
  });
});

describe('readEndpointUrl', () => {
  it('takes http in sandbox mode only', () => {
    expect(readEndpointUrl('http://shop.example/hooks', 'sandbox').href).toBe('http://shop.example/hooks');
    expect(readEndpointUrl('https://shop.example/hooks', 'live').href).toBe('https://shop.example/hooks');
    expect(() => readEndpointUrl('http://shop.example/hooks', 'live')).toThrow('https');
  });
});
