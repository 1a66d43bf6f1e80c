import { describe, expect, it } from 'vitest';
import { money } from '#platform/kit/money.ts';
import { creditorReference } from './creditor-reference.ts';
import { epcCodeSvg, epcModules } from './epc-code.ts';
import { epcText } from './epc-text.ts';
import { decoders, pictureOf } from './testing/read-code.ts';

const names = [
  'Müller & Söhne GmbH',
  'Łódzka Piekarnia Żółć',
  'Ελληνική Εταιρεία',
  'Пекарна София ООД',
  'شركة الاختبار',
  '株式会社テスト',
  'Café ☕ Zürich',
  'Plain Ltd',
  'N'.repeat(70),
  '試'.repeat(70),
];

function textFor(accountName: string): string {
  const made = epcText({
    accountName,
    account: { iban: 'MT84MALT011000012345MTLCAST001S', country: 'MT' },
    bic: 'MALTMTMTXXX',
    amount: money('EUR', 999_999_999n),
    reference: creditorReference(10n ** 18n - 1n),
    referencePlace: 'text',
  });
  if ('fault' in made) throw new Error(made.fault.kind);
  return made.text;
}

describe.each(Object.entries(decoders))('%s', (_, decode) => {
  it.each(names)('reads the code of %s to the byte', async (name) => {
    const text = textFor(name);
    expect(await decode(pictureOf(epcCodeSvg(text, 300)))).toBe(text);
  });
});

it('is no larger than version 13, with four light modules around', () => {
  for (const name of names) {
    const modules = epcModules(textFor(name));
    expect(modules.length).toBeLessThanOrEqual(17 + 4 * 13 + 8);
    const inside = modules.slice(4, -4).map((row) => row.slice(4, -4));
    const dark = (rows: readonly (readonly boolean[])[]) => rows.flat().filter(Boolean).length;
    expect(dark(modules)).toBe(dark(inside));
    expect(inside[0]?.slice(0, 8)).toEqual([true, true, true, true, true, true, true, false]);
  }
});

it('has level M, which its own bits say', () => {
  const modules = epcModules(textFor('Plain Ltd'));
  // The first two bits of the format, masked by 10: 00 is M.
  expect([modules[12]?.[4], modules[12]?.[5]]).toEqual([true, false]);
});

it('is black on white by itself, whatever the page around it looks like', () => {
  const svg = epcCodeSvg(textFor('Plain Ltd'), 300);
  expect(svg).toMatch(/<path fill="#fff" d="M0 0h\d+v\d+H0z"\/><path fill="#000" d="/);
  expect(svg).not.toMatch(/currentColor|class=|style=/);
});

it('refuses what no payment code holds', () => {
  expect(() => epcCodeSvg('x'.repeat(332), 300)).toThrow();
});
