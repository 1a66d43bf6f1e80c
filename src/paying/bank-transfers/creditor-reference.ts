import { assert } from '#platform/kit/assert.ts';
import { checkDigitsHold, checkDigitsOf } from '#platform/kit/check-digits.ts';
import { groupByFour } from '#platform/kit/iban.ts';

/*
 * What a buyer writes under a transfer: an ISO 11649 creditor reference, `RF`, two check digits and a body of ours.
 *
 * The body has digits only, so that no case can be folded away, nothing reads like something else (O and 0), and it can be typed
 * on the pad of a telephone. It begins with a digit that is never zero and tells how long it is: zeros that a bank adds in front or
 * takes away change neither the body nor its check digits, a reference that was cut short is too short whatever its check
 * digits say, and digits that follow it are not taken for its own. It ends with the check digit of Finnish and Estonian
 * references, because forms there take an `RF` reference only around one of their own, and one that lost its `RF` is still
 * proved twice.
 */

/** Digits of the number, by the digit that the body begins with. */
const numberDigits: Readonly<Record<string, number>> = { '1': 10, '2': 18 };

/** The reference of a payment: 16 characters for the first ten thousand million, then 24. `number` is unique in an instance. */
export function creditorReference(transactionNumber: bigint): string {
  assert(
    transactionNumber > 0n && transactionNumber < 10n ** 18n,
    `No reference holds ${transactionNumber}.`,
  );
  const [form] =
    Object.entries(numberDigits).find(([, digits]) => transactionNumber < 10n ** BigInt(digits)) ?? [];
  const padded = String(transactionNumber).padStart(numberDigits[form ?? ''] ?? 0, '0');
  const body = `${form}${padded}`;
  const whole = `${body}${nordicCheckDigit(body)}`;
  return `RF${checkDigitsOf('RF', whole)}${whole}`;
}

/** In groups of four, as people type it. */
export function showCreditorReference(reference: string): string {
  return groupByFour(reference);
}

/** How many digits a body has that begins with this one; undefined when none of ours does. */
export function bodyLength(first: string): number | undefined {
  const digits = numberDigits[first];
  return digits === undefined ? undefined : digits + 2;
}

/** The number of the payment that a reference stands for, written as `creditorReference` writes it. */
export function transactionNumberOf(reference: string): bigint | undefined {
  const body = reference.slice(4);
  if (!/^RF\d{4,}$/.test(reference) || body.length !== bodyLength(body[0] ?? '')) return undefined;
  if (!checkDigitsHold(reference) || nordicCheckDigit(body.slice(0, -1)) !== body.at(-1)) return undefined;
  const number = BigInt(body.slice(1, -1));
  return number > 0n ? number : undefined;
}

const weights = [7, 3, 1];

/** Weights 7, 3 and 1 from the right; what is missing to the next ten. */
function nordicCheckDigit(digits: string): string {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (weights[at % 3] ?? 0), 0);
  return String((10 - (sum % 10)) % 10);
}
