/** A line of an order as a page of the provider's shows it: quantity times unit is its amount. */
export type HostedLine = { readonly name: string; readonly quantity: number; readonly unitMinor: bigint };

/** A line as it was sold: what all of it costs, tax included, in minor units. */
export type SoldLine = { readonly name: string; readonly quantity: number; readonly totalMinor: bigint };

/**
 * The lines of an order for a page that multiplies and adds by itself, so that its total is exactly ours. A line whose price does
 * not divide by its quantity is one line of its whole price. Where lines do not add up to the total, the rest is a line of its
 * own; where the rest would be negative, the order is one line.
 */
export function hostedLines(lines: readonly SoldLine[], totalMinor: bigint): HostedLine[] {
  const shown = lines.filter(({ totalMinor: price }) => price > 0n).map(toHosted);
  const sum = shown.reduce((all, { quantity, unitMinor }) => all + BigInt(quantity) * unitMinor, 0n);
  if (sum > totalMinor || shown.length === 0)
    return [{ name: lines.map(nameOf).join(', ') || 'Payment', quantity: 1, unitMinor: totalMinor }];
  return sum === totalMinor ? shown : [...shown, { name: 'Tax', quantity: 1, unitMinor: totalMinor - sum }];
}

function toHosted(line: SoldLine): HostedLine {
  const quantity = BigInt(line.quantity);
  return line.totalMinor % quantity === 0n
    ? { name: line.name, quantity: line.quantity, unitMinor: line.totalMinor / quantity }
    : { name: nameOf(line), quantity: 1, unitMinor: line.totalMinor };
}

function nameOf({ name, quantity }: SoldLine): string {
  return quantity === 1 ? name : `${quantity} × ${name}`;
}
