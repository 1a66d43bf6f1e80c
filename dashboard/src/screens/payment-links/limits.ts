import { readTypedMoment } from '@/lib/dates.ts';
import { readWhole } from '@/lib/typed-number.ts';

/** `null` for no limit; the rule below has refused the rest. */
export function typedUses(typed: string): number | null {
  return typed.trim() === '' ? null : Number(readWhole(typed) ?? Number.NaN);
}

export function usesRule(typed: string): true | string {
  const uses = typedUses(typed);
  const fits = uses === null || (Number.isInteger(uses) && uses >= 1 && uses <= 1_000_000);
  return fits || 'Enter 1 to 1,000,000, or leave empty for no limit.';
}

/** A moment that lies ahead, or nothing. A link that has expired may keep its moment while other things change. */
export function expiryRule(zone: string, unchanged = '') {
  return (typed: string): true | string => {
    if (typed.trim() === '' || typed === unchanged) return true;
    const instant = readTypedMoment(typed, zone);
    if (!instant) return 'Enter a date and time such as 14 Jun 2027, 18:00, or leave empty for no end.';
    return instant.getTime() > Date.now() || 'Enter a moment that lies ahead.';
  };
}

export function typedExpiry(typed: string, zone: string): string | null {
  return typed.trim() === '' ? null : (readTypedMoment(typed, zone)?.toISOString() ?? null);
}
