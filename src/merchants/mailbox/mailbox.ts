import { holdsSecret, type MailKind } from '#telling/mail/mail.ts';

/** Whether somebody may read a mail: their own, or one that holds nothing that only its addressee may know. */
export function mayRead(
  mail: { readonly kind: MailKind; readonly to: string },
  readerEmail?: string,
): boolean {
  return mail.to === readerEmail || !holdsSecret[mail.kind];
}

/** An address as others see it: its first letter and its domain. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${[...address.slice(0, at)][0] ?? ''}•••${address.slice(at)}`;
}
