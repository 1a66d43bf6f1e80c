/** An IBAN with check digits that hold, of a bank that does not exist. `bban` is what stands behind the check digits. */
export function inventIban(country: string, bban: string): string {
  const digits = [...`${bban}${country}00`].map((character) => Number.parseInt(character, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${bban}`;
}

/** German, with a bank code (00000000) that is never given out. */
export function inventGermanIban(number: number): string {
  return inventIban('DE', `00000000${String(number).padStart(10, '0')}`);
}
