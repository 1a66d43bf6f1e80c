import type { ComponentChild } from 'preact';
import type { IconName } from '../components/icon.tsx';
import type { PageContext } from '../context.ts';
import { mailAddress, webAddress } from '../safe-url.ts';
import type { SellerView, VerdictKind, VerdictView } from '../views.ts';

export type Action = { readonly href: string | undefined; readonly label: string; readonly icon?: IconName };

/** The words of one verdict page. */
export type Verdict = {
  readonly heading: string;
  readonly lead: string;
  /** Of ten places, how many are paid and how many held. */
  readonly emblem?: { readonly paid: number; readonly held: number };
  readonly fact?: ComponentChild;
  /** Those without an address are left out; the first one left is the filled button. */
  readonly actions: readonly Action[];
  readonly note?: string;
};

export type VerdictOf<Kind extends VerdictKind> = (
  view: Extract<VerdictView, { kind: Kind }>,
  context: PageContext,
) => Verdict;

export function visitSeller(seller: SellerView, { text }: PageContext): Action {
  return { href: webAddress(seller.website), label: text('site.visitSeller') };
}

export function writeToSeller(seller: SellerView, { text }: PageContext): Action {
  return {
    href: mailAddress(seller.branding.support_email),
    label: text('site.writeToSeller'),
    icon: 'mail',
  };
}
