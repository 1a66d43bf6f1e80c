/**
 * How many characters an IBAN has, by the country that it begins with: all of the registry of ISO 13616 (SWIFT, release 100).
 * Åland, the Channel Islands, the Isle of Man and what France has overseas begin with FI, GB and FR.
 */
const lengths =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 ' +
  'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
  'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 ' +
  'SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';

export const ibanLengths: ReadonlyMap<string, number> = new Map(
  lengths.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/**
 * Whose accounts a transfer in euros reaches as easily as one at home: the geographical scope of the SEPA schemes (EPC409-09),
 * in which Gibraltar counts with the United Kingdom. The Faroes, Greenland and Kosovo have IBANs and are not in it.
 */
const sepaCountries = new Set(
  (
    'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI ' +
    'SK SM VA'
  ).split(' '),
);

/** Whether the country that an IBAN begins with is part of SEPA. */
export function isSepaCountry(country: string): boolean {
  return sepaCountries.has(country);
}
