import { parseId } from '#platform/kit/ids.ts';
import { parseAmount } from '#platform/kit/money.ts';
import { parseTaxRate } from '#platform/kit/tax.ts';
import { UsageError } from './command.ts';

// What the routes' schemas check for requests, checked here for lines.

export function readName(text: string, what: string): string {
  const name = text.trim();
  if (name.length >= 1 && name.length <= 120) return name;
  throw new UsageError(`${what} must have 1 to 120 characters.`);
}

export function readPassword(text: string): string {
  if (text.length >= 10 && text.length <= 200) return text;
  throw new UsageError('The password must have 10 to 200 characters.');
}

export function readWholeNumber(text: string, what: string, least: number, most: number): number {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new UsageError(`${what} is "${text}" but must be a whole number from ${least} to ${most}.`);
}

/** Minor units. */
export function readAmount(text: string, what: string): bigint {
  const minor = parseAmount(text);
  if (minor !== undefined) return minor;
  throw new UsageError(`${what} is "${text}" but must be an amount such as 29.99.`);
}

/** Thousandths of a percent. */
export function readPercent(text: string, what: string): number {
  const rate = parseTaxRate(text);
  if (rate !== undefined) return rate;
  throw new UsageError(`${what} is "${text}" but must be a percentage from 0 to 100 such as 2.9.`);
}

export function readOrganizationId(text: string): string {
  const id = parseId('org', text);
  if (id !== undefined) return id;
  throw new UsageError(`"${text}" is no organization's id (org_…): \`organization list\` shows them.`);
}
