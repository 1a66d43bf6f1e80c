import { describe, expect, it } from 'vitest';
import { clientAddressReader, limitSubject } from './client-address.ts';

const behind = (hops: number) => clientAddressReader({ kind: 'hops', hops });

describe('the address of a client behind a proxy', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['198.51.100.7:50431', '198.51.100.7'],
    ['[2001:db8::7]:50431', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['[::ffff:198.51.100.7]:50431', '198.51.100.7'],
    ['"[2001:db8::7]:50431"', '2001:db8::7'],
  ])('is read from %s', (written, address) => {
    expect(behind(1)('10.0.0.1', written)).toBe(address);
    expect(behind(2)('10.0.0.1', `${written}, 10.0.0.2:443`)).toBe(address);
  });

  it.each([
    'unknown',
    '198.51.100.7:',
    '198.51.100.7:http',
    '198.51.100.7:123456',
    '198.51.100',
    '',
    '_hidden',
  ])('is the proxy’s where %j stands', (written) => {
    expect(behind(1)('10.0.0.1', written)).toBe('10.0.0.1');
  });

  it('with ports is that of a known range as well', () => {
    const read = clientAddressReader({ kind: 'cidrs', cidrs: ['10.0.0.0/8'] });
    expect(read('10.0.0.1', '192.0.2.1:1, 198.51.100.7:2, 10.0.0.9:3')).toBe('198.51.100.7');
  });
});

describe('what a limit counts by', () => {
  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['2001:db8:1:2:3::4', '2001:db8:1:2::/64'],
    ['2001:db8::4', '2001:db8:0:0::/64'],
  ])('%s', (address, subject) => {
    expect(limitSubject(address)).toBe(subject);
  });
});
