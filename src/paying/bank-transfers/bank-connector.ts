import type { Connector, Fault, Settings } from '#paying/connections/connector.ts';
import type { BankSettings } from '#platform/contract/connections.ts';
import { bankTransferPlaces } from '#platform/contract/connections.ts';
import { readIban } from '#platform/kit/iban.ts';
import { isSepaCountry } from '#platform/kit/iban-countries.ts';
import { transferProvider } from '#platform/kit/transfer-provider.ts';
import { readBic } from '#platform/text/bic.ts';
import { countryName } from '#platform/text/countries.ts';
import { ibanFaultSentence } from '#platform/text/iban-fault.ts';
import { defaultLocale } from '#platform/text/locales.ts';
import { usualReferencePlace } from './epc-text.ts';

const longestName = 70;
const longestHoldDays = 14;
const usualHoldDays = 5;

/** Countries of SEPA outside the European Economic Area: to their accounts banks ask for a BIC beside the IBAN (EPC409-09). */
const outsideEea = new Set('AD AL CH GB GI MC MD ME MK RS SM VA'.split(' '));

const known = [
  'iban',
  'bic',
  'account_name',
  'hold_days',
  'holds_place',
  'instant_only',
  'reference_place',
] as const;

/** Bank transfers need nobody's permission: an account is connected by naming it. */
export const bankConnector: Connector = {
  name: transferProvider,
  label: 'Bank transfer',
  modes: ['live', 'sandbox'],
  fields: [],
  notifies: false,
  ways: [{ id: transferProvider, label: 'Bank transfer' }],
  readSettings: readBankSettings,
  check: async ({ settings }) => {
    const { iban } = settings as BankSettings;
    return { kind: 'accepted', accountId: iban, accountLabel: maskIban(iban) };
  },
};

/** "DE89 •••• 3000": enough to tell accounts apart. */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 4)} •••• ${iban.slice(-4)}`;
}

/** Reads the settings of an account as a person typed them, with defaults for what was left out. */
export function readBankSettings(sent: Settings): { settings: BankSettings } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const fault = (field: string, message: string, code: Fault['code'] = 'invalid_value') => {
    faults.push({ field, message, code });
    return undefined;
  };
  for (const name of Object.keys(sent))
    if (!known.some((field) => field === name))
      fault(name, `A bank account has no setting ${name}. It has: ${known.join(', ')}.`, 'unknown_field');
  const iban = readAccount(sent.iban, fault);
  const settings = {
    iban: iban?.iban ?? '',
    bic: readBank(sent.bic, iban?.country, fault),
    account_name: readName(sent.account_name, fault),
    hold_days: readHoldDays(sent.hold_days, fault),
    holds_place: readSwitch(sent.holds_place, true, 'holds_place', fault),
    instant_only: readInstantOnly(sent.instant_only, fault),
    reference_place: readPlace(sent.reference_place, iban?.country, fault),
  };
  return faults.length > 0 ? { faults } : { settings };
}

type Report = (field: string, message: string, code?: Fault['code']) => undefined;

function readAccount(sent: unknown, fault: Report): { iban: string; country: string } | undefined {
  if (sent === undefined || sent === null || sent === '')
    return fault('iban', 'Give the IBAN of the account.', 'required');
  if (typeof sent !== 'string') return fault('iban', 'Give iban as a text such as DE89370400440532013000.');
  const reading = readIban(sent);
  if ('fault' in reading) return fault('iban', ibanFaultSentence(reading.fault));
  const { iban, country } = reading.account;
  if (isSepaCountry(country)) return { iban, country };
  return fault(
    'iban',
    `Accounts in ${countryName(country, defaultLocale)} cannot take transfers in euros by SEPA. Give an account of a country that takes part in SEPA.`,
  );
}

function readBank(sent: unknown, country: string | undefined, fault: Report): string | null {
  if (sent === undefined || sent === null || sent === '') {
    if (country !== undefined && outsideEea.has(country))
      fault(
        'bic',
        `Give the BIC too: for accounts in ${countryName(country, defaultLocale)} banks ask for it.`,
        'required',
      );
    return null;
  }
  const bic = typeof sent === 'string' ? readBic(sent) : undefined;
  if (bic === undefined)
    fault('bic', 'Give the BIC as 8 or 11 letters and digits such as COBADEFFXXX, or leave it out.');
  return bic ?? null;
}

function readName(sent: unknown, fault: Report): string {
  if (sent === undefined || sent === null || sent === '') {
    fault(
      'account_name',
      'Give the account holder as your bank has it: banks of payers compare it.',
      'required',
    );
    return '';
  }
  const name = typeof sent === 'string' ? sent.normalize('NFC').replace(/\s+/gu, ' ').trim() : '';
  if (!/[\p{L}\p{N}]/u.test(name) || /[\p{Cc}\p{Cf}\p{Cs}]/u.test(name))
    fault('account_name', 'Give the account holder as your bank has it, in letters.');
  else if ([...name].length > longestName)
    fault('account_name', `Give the account holder in at most ${longestName} characters, as banks keep it.`);
  return name;
}

function readHoldDays(sent: unknown, fault: Report): number {
  if (sent === undefined || sent === null) return usualHoldDays;
  if (typeof sent === 'number' && Number.isInteger(sent) && sent >= 1 && sent <= longestHoldDays) return sent;
  fault('hold_days', `Give hold_days as a whole number from 1 to ${longestHoldDays}.`);
  return usualHoldDays;
}

function readSwitch(sent: unknown, usual: boolean, field: string, fault: Report): boolean {
  if (sent === undefined || sent === null) return usual;
  if (typeof sent === 'boolean') return sent;
  fault(field, `Give ${field} as true or false.`);
  return usual;
}

/** Nobody can see of a transfer in time whether it is an instant one, so it is not asked for yet. */
function readInstantOnly(sent: unknown, fault: Report): boolean {
  if (readSwitch(sent, false, 'instant_only', fault))
    fault('instant_only', 'Only instant transfers cannot be asked for yet; leave instant_only out.');
  return false;
}

function readPlace(
  sent: unknown,
  country: string | undefined,
  fault: Report,
): BankSettings['reference_place'] {
  if (sent === undefined || sent === null)
    return country !== undefined && usualReferencePlace(country) === 'structured' ? 'reference' : 'text';
  const place = bankTransferPlaces.find((each) => each === sent);
  if (place === undefined) fault('reference_place', 'Give reference_place as text or reference.');
  return place ?? 'text';
}
