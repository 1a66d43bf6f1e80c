import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inSepaCharacters, isSepaId } from './sepa-characters.ts';

describe('a text in the characters of SEPA', () => {
  it.each([
    ['Plain Ltd (Sales)', 'Plain Ltd (Sales)'],
    ['Müller & Söhne', 'Muller + Sohne'],
    ['Weiß', 'Weiss'],
    ['STRAẞE', 'STRASSE'],
    ['Łódź Żółć', 'Lodz Zolc'],
    ['Société Générale', 'Societe Generale'],
    ['Ærøskøbing Åse', 'Aeroskobing Ase'],
    ['Dvořák Đorđe', 'Dvorak Dorde'],
    ['İzmir Işık', 'Izmir Isik'],
    ['Ελληνική Ώρα Χίος', 'Elliniki Ora Chios'],
    ['Щастие ЮГ Йовчев', 'Shtastie YuG Yovchev'],
    ['Ђорђе Љубић', 'Djordje Ljubic'],
    ['O’Neill_Co; 5€', "O'Neill-Co, 5EUR"],
    ['Café ☕ 🎈 Ltd', 'Cafe Ltd'],
    ['a//b / /c', 'a/b / /c'],
    ['/ROC/4711', 'ROC/4711'],
    ['ﬁnance Ⅷ ½', 'finance VIII 1 2'],
    ['soft\u00adhy\u200bphen', 'softhyphen'],
    ['', ''],
  ])('%j is %j', (text, written) => {
    expect(inSepaCharacters(text, 70)).toBe(written);
  });

  it.each(['شركة الاختبار', '测试有限公司', 'חברה', 'Acme 株式会社'])(
    '%s has no spelling of ours',
    (text) => {
      expect(inSepaCharacters(text, 70)).toBeUndefined();
    },
  );

  it('is no longer than it may be, and ends with no space', () => {
    expect(inSepaCharacters('Hundert Zeichen', 8)).toBe('Hundert');
  });

  it('has no other characters, whatever the text, and stays as it is when it is read again', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.oneof(fc.constantFrom(...'äß/& \n<>"ŁЩωé'), fc.string({ minLength: 1, maxLength: 1 })),
        }),
        (text) => {
          const written = inSepaCharacters(text, 140);
          if (written === undefined) return;
          expect(written).toMatch(/^[0-9A-Za-z/\-?:().,'+ ]*$/);
          expect(written).not.toMatch(/^\/|\/\//);
          expect(inSepaCharacters(written, 140)).toBe(written);
        },
      ),
    );
  });
});

it.each(['RF01KB6Z8Q4T7V9W2X3Y4Z5A6B7C', 'A', 'a-b/c', 'x'.repeat(35)])('%s is an id', (text) => {
  expect(isSepaId(text)).toBe(true);
});

it.each(['', 'x'.repeat(36), '/a', 'a/', 'a//b', ' a', 'a ', 'ä', 'a_b'])('%j is no id', (text) => {
  expect(isSepaId(text)).toBe(false);
});
