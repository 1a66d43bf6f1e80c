import { holdsSecret, type MailKind } from '#messaging/mail/mail.ts';

/**
 * Whether somebody may read a mail: one that holds nothing that only its addressee may know, or their own. What was written to the
 * address before their account existed was written to whoever has the address; anybody opens an account with it.
 *
 * @param reader undefined for the organization as a whole
 */
export function mayRead(
  mail: { readonly kind: MailKind; readonly to: string; readonly createdAt: Date },
  reader?: { readonly email: string; readonly createdAt: Date },
): boolean {
  if (!holdsSecret[mail.kind]) return true;
  return reader !== undefined && mail.to === reader.email && mail.createdAt >= reader.createdAt;
}

/** An address as others see it: its first letter and its domain. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address.slice(0, at)][0] ?? ''}•••${address.slice(at)}`;
}
