import type { ComponentChild } from 'preact';
import type { IconName } from '#pages/components/icon.tsx';
import type { PageContext } from '#pages/context.ts';
import { mailAddress, webAddress } from '#pages/safe-url.ts';
import type { AnnouncementKind, AnnouncementView, SellerView } from '#pages/views.ts';

export type Action = { readonly href: string | undefined; readonly label: string; readonly icon?: IconName };

/** The words of one announcement page. */
export type Announcement = {
  readonly heading: string;
  readonly lead: string;
  /** Of ten places, how many are paid and how many held. */
  readonly emblem?: { readonly paid: number; readonly held: number };
  readonly fact?: ComponentChild;
  /** Those without an address are left out; the first one left is the filled button. */
  readonly actions: readonly Action[];
  readonly note?: string;
};

export type AnnouncementOf<Kind extends AnnouncementKind> = (
  view: Extract<AnnouncementView, { kind: Kind }>,
  context: PageContext,
) => Announcement;

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
