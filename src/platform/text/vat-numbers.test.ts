import { describe, expect, it } from 'vitest';
import { judgeVatNumber } from './vat-numbers.ts';

describe('judgeVatNumber', () => {
  // The examples of the European Commission's list, one for each form.
  it.each([
    ['AT', 'ATU12345678'],
    ['BE', 'BE0123456789'],
    ['BE', 'BE 1123.456.789'],
    ['BG', 'BG123456789'],
    ['BG', 'BG1234567890'],
    ['CY', 'CY12345678L'],
    ['CZ', 'CZ12345678'],
    ['CZ', 'CZ1234567890'],
    ['DE', 'DE123456789'],
    ['DE', 'de 123 456 789'],
    ['DK', 'DK12 34 56 78'],
    ['EE', 'EE123456789'],
    ['GR', 'EL123456789'],
    ['ES', 'ESX12345678'],
    ['ES', 'ES12345678X'],
    ['ES', 'ESX1234567X'],
    ['FI', 'FI12345678'],
    ['FR', 'FR12345678901'],
    ['FR', 'FRX1234567890'],
    ['FR', 'FR XX 999 999 999'],
    ['HR', 'HR12345678901'],
    ['HU', 'HU12345678'],
    ['IE', 'IE1234567WA'],
    ['IE', 'IE1234567T'],
    ['IE', 'IE1+23456L'],
    ['IT', 'IT12345678901'],
    ['LT', 'LT123456789'],
    ['LT', 'LT123456789012'],
    ['LU', 'LU12345678'],
    ['LV', 'LV12345678901'],
    ['MT', 'MT12345678'],
    ['NL', 'NL123456789B01'],
    ['PL', 'PL 123-456-78-90'],
    ['PT', 'PT123456789'],
    ['RO', 'RO12'],
    ['RO', 'RO1234567890'],
    ['SE', 'SE123456789001'],
    ['SI', 'SI12345678'],
    ['SK', 'SK1234567890'],
  ])('%s: %s has the form', (country, taxId) => {
    expect(judgeVatNumber(taxId, country)).toBeUndefined();
  });

  it.each([
    ['DE', 'DE12345678', 'DE and 9 digits'],
    ['DE', 'DE1234567890', 'DE and 9 digits'],
    ['AT', 'AT12345678', 'ATU and 8 digits'],
    ['BE', 'BE2123456789', 'BE and 10 digits, of which the first is 0 or 1'],
    ['GR', 'EL12345678', 'EL and 9 digits'],
    ['ES', 'ES123456789', 'ES and 9 characters, of which the first or the last is a letter or both are'],
    ['FR', 'FRIO123456789', 'FR, 2 digits or letters (neither I nor O) and 9 digits'],
    ['LT', 'LT1234567890', 'LT and 9 or 12 digits'],
    ['NL', 'NL123456789BXX', 'NL and 12 characters that end with 2 digits'],
    ['RO', 'RO1', 'RO and 2 to 10 digits'],
  ])('%s: %s does not, and is told %s', (country, taxId, form) => {
    expect(judgeVatNumber(taxId, country)).toBe(form);
  });

  it.each([
    ['a number of a local tax office', 'DE', '22/815/08154'],
    ['a VAT number of another country', 'DE', 'FR1'],
    ['a word that begins like a country', 'SI', 'SIRET 123 456 789 00012'],
    ['a country without such numbers', 'CH', 'CHE-123.456.789 MWST'],
    ['a country outside the union', 'US', '12-3456789'],
  ])('%s is free', (_, country, taxId) => {
    expect(judgeVatNumber(taxId, country)).toBeUndefined();
  });
});
