import { describe, expect, it } from 'vitest';
import { csvRow } from './csv.ts';

describe('csvRow', () => {
  it('quotes what RFC 4180 asks for, and ends with CRLF', () => {
    expect(csvRow(['plain', 'a,b', 'say "hi"', 'two\nlines', null, '', 3, true])).toBe(
      'plain,"a,b","say ""hi""","two\nlines",,,3,true\r\n',
    );
  });

  it.each(['=1+1', '+49 40 1', '-2+3', '@cmd', '＝1'])(
    'disarms %j, which a spreadsheet would run',
    (text) => {
      expect(csvRow([text])).toBe(`'${text}\r\n`);
    },
  );

  it.each([
    ['Eve;=1+41;', `"Eve;'=1+41;"`],
    ['a;b', '"a;b"'],
    ['\tx', `"'\tx"`],
    ['a\t=1', `"a\t'=1"`],
    ['a|@cmd', `"a|'@cmd"`],
    ['a, "-2+3', `"a, ""'-2+3"`],
    ['a\n+1', `"a\n'+1"`],
  ])('is safe for every separator: %j', (text, cell) => {
    expect(csvRow([text])).toBe(`${cell}\r\n`);
  });

  it('disarms before it quotes', () => {
    expect(csvRow(['=HYPERLINK("http://x","y")'])).toBe(`"'=HYPERLINK(""http://x"",""y"")"\r\n`);
  });

  it.each(['-5.00', '29.99', '0.00'])('leaves the amount %s alone', (amount) => {
    expect(csvRow([amount])).toBe(`${amount}\r\n`);
  });

  it('takes another separator and decimal sign for amounts, and leaves everything else alone', () => {
    const format = { separator: ';', decimalSign: ',' } as const;
    const cells = [{ amount: '1234.50' }, { amount: '-0.05' }, '1.10', 'a,b', 'a;b', null, '=1', 'x;=1'];
    expect(csvRow(cells, format)).toBe(`"1234,50";"-0,05";1.10;"a,b";"a;b";;'=1;"x;'=1"\r\n`);
    expect(csvRow([{ amount: '1234.50' }, { amount: '-0.05' }])).toBe('1234.50,-0.05\r\n');
  });
});
