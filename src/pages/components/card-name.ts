import type { PageContext } from '../context.ts';
import type { CardView } from '../views.ts';

/** "Visa •••• 4242". */
export function maskedCard(card: CardView, { text }: PageContext): string {
  return text('card.masked', { brand: card.brand ?? text('card.unknown'), last4: card.last4 });
}
