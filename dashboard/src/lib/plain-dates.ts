import { formattingLocale } from './locale.ts';

function format(day: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(formattingLocale, { timeZone: 'UTC', ...options }).format(
    new Date(`${day}T12:00:00Z`),
  );
}

/** `22 May 2026` of a `YYYY-MM-DD`. */
export function formatPlainDate(day: string): string {
  return format(day, { day: 'numeric', month: 'short', year: 'numeric' });
}

/** `May 2026`, or `May`, of a `YYYY-MM-DD`. */
export function formatPlainMonth(day: string, length: 'long' | 'short' = 'long'): string {
  return format(day, length === 'short' ? { month: 'short' } : { month: 'long', year: 'numeric' });
}
