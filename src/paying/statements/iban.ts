const shape = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** Characters of an IBAN where SEPA is paid; elsewhere 15 to 34. */
const lengths: Readonly<Record<string, number>> = {
  ...{ AD: 24, AL: 28, AT: 20, BE: 16, BG: 22, CH: 21, CY: 28, CZ: 24, DE: 22, DK: 18, EE: 20, ES: 24 },
  ...{ FI: 18, FR: 27, GB: 22, GI: 23, GR: 27, HR: 21, HU: 28, IE: 22, IS: 26, IT: 27, LI: 21, LT: 20 },
  ...{ LU: 20, LV: 21, MC: 27, MD: 24, ME: 22, MK: 19, MT: 31, NL: 18, NO: 15, PL: 28, PT: 25, RO: 24 },
  ...{ RS: 22, SE: 24, SI: 19, SK: 24, SM: 27, VA: 22 },
  // A creditor reference (ISO 11649) has the same check digits, and no country is called so.
  RF: 0,
};

/** An IBAN without spaces and in capitals, if length and check digits hold. */
export function readIban(text: string): string | undefined {
  if (text.length > 60) return undefined;
  const iban = text.replace(/[\s.-]/g, '').toUpperCase();
  if (!shape.test(iban) || iban.length !== (lengths[iban.slice(0, 2)] ?? iban.length)) return undefined;
  return remainder(iban.slice(4) + iban.slice(0, 4)) === 1 ? iban : undefined;
}

/** Modulo 97 of a number whose letters count as 10 to 35. */
function remainder(text: string): number {
  let rest = 0;
  for (const character of text) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest;
}
