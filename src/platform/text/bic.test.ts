import { expect, it } from 'vitest';
import { readBic } from './bic.ts';

it.each([
  ['COBADEFFXXX', 'COBADEFFXXX'],
  ['cobadeff', 'COBADEFF'],
  ['COBA DE FF XXX', 'COBADEFFXXX'],
  ['BIC: COBADEFF', 'COBADEFF'],
  ['SWIFT: INGBNL2A', 'INGBNL2A'],
  ['NTSB\u00adDE\u00a0B1', 'NTSBDEB1'],
  ['NTSBDEB1XXX', 'NTSBDEB1XXX'],
  ['TRBKXK22', 'TRBKXK22'],
])('%s is read as %s', (text, bic) => {
  expect(readBic(text)).toBe(bic);
});

it.each([
  '',
  'COBADE',
  'COBADEF',
  'COBADEFFX',
  'COBADEFFXX',
  'COBADEFFXXXX',
  'COBAQQFF',
  'COBA1EFF',
  'COBADEFß',
  'COBA_DEFF',
])('%s is no BIC', (text) => {
  expect(readBic(text)).toBeUndefined();
});
