import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditorReference, showCreditorReference } from './creditor-reference.ts';
import { findReferences } from './find-references.ts';

const number = 1_234n;
const reference = creditorReference(number);
const grouped = showCreditorReference(reference);
const numbers = fc.oneof(fc.bigInt({ min: 1n, max: 99_999n }), fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }));

describe('a reference is found', () => {
  it.each([
    ['as it was given', reference],
    ['in groups', grouped],
    ['in small letters', grouped.toLowerCase()],
    ['with dashes', grouped.replaceAll(' ', '-')],
    ['with slashes and dots', grouped.replaceAll(' ', '/.')],
    ['with no-break spaces', grouped.replaceAll(' ', '\u00a0')],
    ['in wide digits', grouped.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))],
    ['folded by a line break', `${grouped.slice(0, 9)}\r\n${grouped.slice(9)}`],
    ['folded inside a group', `${grouped.slice(0, 11)}\n${grouped.slice(11)}`],
    ['with words around it', `Rechnung vom Mai, Ref.${grouped} Danke`],
    ['with words glued to it', `INVOICE${reference}THANKYOU`],
    ['with another number after it', `${grouped} 4711`],
    ['with another number before it', `4711 ${grouped}`],
    ['after a reference of somebody else', `RF18539007547034 ${reference}`],
    ['with RF written twice', `RF ${reference}`],
    ['with zeros in front of its body', `${reference.slice(0, 4)}000000000${reference.slice(4)}`],
    ['without RF', reference.slice(2)],
    ['without RF, in groups, between words', `Nr ${grouped.slice(2)} danke`],
    ['without RF, beside other numbers', `4711 ${grouped.slice(2)} 59,98`],
    ['in a structured field of MT940', `/ROC/${reference}//`],
  ])('%s', (_, text) => {
    expect(findReferences([text])).toEqual([reference]);
  });

  it('over two texts, because banks fold lines', () => {
    expect(findReferences([`Danke ${reference.slice(0, 9)}`, reference.slice(9)])).toEqual([reference]);
  });

  it('without RF when its check digits are below ten and lost their zero', () => {
    const low = Array.from({ length: 2_000 }, (_, at) => creditorReference(BigInt(at + 1))).find(
      (each) => each[2] === '0',
    );
    expect(findReferences([`${low?.slice(3)}`])).toEqual([low]);
  });

  it('whatever was done to case, spaces and punctuation, with words around', () => {
    const noise = fc.string({
      unit: fc.constantFrom(' ', '\u00a0', '-', '/', '.', '\n', '+', ':'),
      maxLength: 2,
    });
    const words = fc.string({ unit: fc.constantFrom(...'abcdeghijklmnopqstuvwxyzÄß ,.'), maxLength: 20 });
    fc.assert(
      fc.property(
        numbers,
        fc.array(noise, { minLength: 24, maxLength: 24 }),
        words,
        words,
        fc.boolean(),
        (value, gaps, before, after, small) => {
          const given = creditorReference(value);
          const typed = [...given].map((character, at) => character + (gaps[at] ?? '')).join('');
          expect(findReferences([`${before} ${small ? typed.toLowerCase() : typed}${after}`])).toEqual([
            given,
          ]);
        },
      ),
    );
  });
});

it('several references in one text are found, each once, in their order', () => {
  const others = [9n, 7n, 8n].map(creditorReference);
  expect(findReferences([`${others.join(' und ')}, nochmals ${others[1]}`])).toEqual(others);
  expect(findReferences([others.join('')])).toEqual(others);
  expect(findReferences(others)).toEqual(others);
});

describe('no reference is found', () => {
  it.each([
    ['in nothing', ''],
    ['in words', 'Vielen Dank für die Lieferung'],
    ['that was cut short', reference.slice(0, -1)],
    ['of which two characters are left', 'RF'],
    ['with a wrong digit', `${reference.slice(0, -1)}${(Number(reference.at(-1)) + 1) % 10}`],
    ['of somebody else', 'RF18 5390 0754 7034'],
    ['in an IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['without RF inside a longer number', `9${reference.slice(2)}`],
    ['without RF before a longer number', `${reference.slice(2)}7`],
    ['of which only the body is there', reference.slice(4)],
  ])('%s', (_, text) => {
    expect(findReferences([text])).toEqual([]);
  });

  it('cut anywhere', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: 0, max: 15 }), (value, length) => {
        expect(findReferences([creditorReference(value).slice(0, length)])).toEqual([]);
      }),
    );
  });

  it('in long texts, in time that grows with them', () => {
    for (const unit of ['RF', 'RF1', 'RF10', '1 ', '0', '1', 'a1'])
      expect(findReferences([unit.repeat(20_000)])).toEqual([]);
  });
});
