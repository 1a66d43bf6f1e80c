import { parseEmail } from '#merchants/email.ts';
import { UsageError } from './command.ts';

export function readEmail(text: string): string {
  const email = parseEmail(text);
  if (email) return email;
  throw new UsageError(`"${text}" is no email address such as name@example.com.`);
}
