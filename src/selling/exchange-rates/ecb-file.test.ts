import { describe, expect, it } from 'vitest';
import { readEcbFile } from './ecb-file.ts';

const file = (cubes: string) => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"><Cube>${cubes}</Cube></gesmes:Envelope>`;
const day = (date: string, ...rates: string[]) => `<Cube time='${date}'>${rates.join('')}</Cube>`;
const dollar = (rate: string) => `<Cube currency='USD' rate='${rate}'/>`;
const yen = `<Cube currency='JPY' rate='171.34'/>`;

describe('the file of the European Central Bank', () => {
  it('of one day gives that day and its dollar', () => {
    const read = readEcbFile(file(day('2026-05-04', dollar('1.0834'), yen)));
    expect(read).toEqual({ date: '2026-05-04', rateMillionths: 1_083_400n });
  });

  it('gives a rate the day that it stands in, when the newest day has no dollar', () => {
    const read = readEcbFile(file(day('2026-05-05', yen) + day('2026-05-04', dollar('1.0834'))));
    expect(read).toEqual({ date: '2026-05-04', rateMillionths: 1_083_400n });
  });

  it.each([
    ['first', day('2026-05-05', dollar('1.2')) + day('2026-05-04', dollar('1.1'))],
    ['last', day('2026-05-04', dollar('1.1')) + day('2026-05-05', yen, dollar('1.2'))],
  ])('of many days gives the newest, also when it stands %s', (_, cubes) => {
    expect(readEcbFile(file(cubes))).toEqual({ date: '2026-05-05', rateMillionths: 1_200_000n });
  });

  it.each([
    ['the order of its attributes', `<Cube time="2026-05-04"><Cube rate="1.0834" currency="USD"/></Cube>`],
    [
      'spaces, lines and a prefix',
      `<e:Cube\n time = '2026-05-04' >\n<e:Cube  currency = 'USD'\n rate = '1.0834' />\n</e:Cube>`,
    ],
    [
      'elements with an end of their own',
      `<Cube time='2026-05-04'><Cube currency='USD' rate='1.0834'></Cube></Cube>`,
    ],
    [
      'what is commented out',
      `<!-- <Cube time='2026-05-09'> --><Cube time='2026-05-04'><Cube currency='USD' rate='1.0834'/></Cube>`,
    ],
  ])('is read whatever %s', (_, cubes) => {
    expect(readEcbFile(file(cubes))).toEqual({ date: '2026-05-04', rateMillionths: 1_083_400n });
  });

  it.each([
    ['a dollar outside of any day', day('2026-05-04', yen) + dollar('1.0834')],
    ['a dollar before the first day', dollar('1.0834') + day('2026-05-04', yen)],
    ['a day that is none', day('2026-02-30', dollar('1.0834'))],
    ['a rate that is none', day('2026-05-04', dollar('1,0834'))],
    ['a rate of zero', day('2026-05-04', dollar('0'))],
    ['no dollar', day('2026-05-04', yen)],
    ['nothing', ''],
  ])('with %s gives nothing', (_, cubes) => {
    expect(readEcbFile(file(cubes))).toBeUndefined();
  });

  it('passes a broken day over for the one before', () => {
    const read = readEcbFile(
      file(day('2026-05-05', dollar('about 1')) + day('2026-05-04', dollar('1.0834'))),
    );
    expect(read?.date).toBe('2026-05-04');
  });
});
