import type { PaymentLinkDetail } from '@/api/types.ts';
import { formatFullWithZone } from '@/lib/dates.ts';
import { numberLocale } from '@/lib/locale.ts';
import { Notice } from '@/ui/notice.tsx';

/** Why buyers cannot pay now, and what would change that. */
export function StateNotice({ link, zone }: { readonly link: PaymentLinkDetail; readonly zone: string }) {
  switch (link.status) {
    case 'deleted':
      return (
        <Notice tone="neutral" title="This link is deleted">
          Buyers cannot open it. Its payments stay here. Restore it to sell through it again.
        </Notice>
      );
    case 'inactive':
      return (
        <Notice tone="neutral" title="This link is switched off">
          Buyers who open it are told that it is not available. Activate it to sell through it again.
        </Notice>
      );
    case 'expired':
      return (
        <Notice tone="neutral" title="The sale has ended">
          It ended on {link.expires_at && formatFullWithZone(new Date(link.expires_at), zone)}. Set a later
          end to open it again.
        </Notice>
      );
    case 'used_up':
      return (
        <Notice tone="neutral" title="Every place is paid for">
          All {link.max_uses?.toLocaleString(numberLocale)} are taken. Raise the number of uses to sell more.
        </Notice>
      );
    default:
      return link.remaining_uses === 0 ? (
        <Notice tone="warning" title="Every place left is held">
          {link.held.toLocaleString(numberLocale)} {link.held === 1 ? 'buyer is' : 'buyers are'} paying. What
          they do not pay for comes free by itself.
        </Notice>
      ) : null;
  }
}
