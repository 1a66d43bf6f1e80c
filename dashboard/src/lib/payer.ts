/** Who paid, or tried to, in words. */
export function payerOf({ payer_email: email }: { readonly payer_email: string | null }): string {
  return email ?? 'A buyer who was forgotten';
}
