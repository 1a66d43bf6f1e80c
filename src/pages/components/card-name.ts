import { cardBrandName } from '#platform/contract/card-brands.ts';
import type { PageContext } from '../context.ts';
import type { CardView } from '../views.ts';

/** "Visa •••• 4242". */
export function maskedCard(card: CardView, context: PageContext): string {
  return context.text('card.masked', { brand: brandName(card, context), last4: card.last4 });
}

/** The brand in words, "Card" when it is unknown. */
export function brandName({ brand }: CardView, { text }: PageContext): string {
  if (!brand) return text('card.unknown');
  return cardBrandName(brand);
}
