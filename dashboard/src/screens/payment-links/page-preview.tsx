import { useQuery } from '@tanstack/react-query';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { draftPageQuery } from '@/api/payment-links.ts';
import { useMode } from '@/mode.ts';
import { Segment } from '@/ui/segment.tsx';
import { useSize } from '@/ui/use-size.ts';
import { useAccount } from '@/use-account.ts';
import type { PaymentLinkDraft } from '../../../../src/platform/contract/payment-links.ts';
import { typedExpiry, typedUses } from './limits.ts';
import { type DraftTotals, type LinkDraft, readQuantity } from './link-draft.ts';
import { stillPage } from './still-page.ts';

const typingPauseMs = 150;

type PreviewProps = { readonly draft: LinkDraft; readonly totals: DraftTotals };

/** How wide the buyer's screen is, and how tall a part of it is shown, in its own pixels. */
const devices = {
  phone: { label: 'Phone', widthPx: 390, heightPx: 780 },
  desktop: { label: 'Desktop', widthPx: 1280, heightPx: 1180 },
} as const;
type Device = keyof typeof devices;
const deviceChoices = [
  { value: 'phone', label: devices.phone.label },
  { value: 'desktop', label: devices.desktop.label },
] as const;

/** The buyer's page as the server would send it for this draft; what was shown last stays until the next is there. */
export function PagePreview({ draft, totals }: PreviewProps) {
  const [device, setDevice] = useState<Device>('phone');
  const wanted = useAsked(draft, totals);
  const asked = useSettled(wanted);
  const { data: html, error } = useQuery({
    ...draftPageQuery(asked as PaymentLinkDraft),
    enabled: asked !== undefined,
  });
  return (
    <aside className="maker-side" aria-label="What buyers see">
      <header className="spread">
        <h2>What buyers see</h2>
        <Segment name="Screen" choices={deviceChoices} value={device} onChange={setDevice} />
      </header>
      {asked && html && !error ? (
        <PageFrame html={html} device={device} />
      ) : (
        <p className={`device page-frame page-frame-${device} page-empty`} role="status">
          {error ? sentenceOf(error) : emptyWords(draft, wanted !== undefined)}
        </p>
      )}
      <p className="hint">
        The real page, made by the server from what the form says now. Nothing is stored.
      </p>
    </aside>
  );
}

function emptyWords({ lines }: LinkDraft, isAsked: boolean): string {
  if (lines.length === 0) return 'What you add appears here.';
  return isAsked ? 'Making the page …' : 'The page appears here once what the form says can be sold.';
}

/** A page in small, as wide for itself as the device is. It may do nothing: no script, no form, no address. */
function PageFrame({ html, device }: { readonly html: string; readonly device: Device }) {
  const [frame, { widthPx }] = useSize<HTMLDivElement>();
  const page = devices[device];
  const still = useMemo(() => stillPage(html), [html]);
  useLayoutEffect(() => {
    // The policy allows no style attribute, and script may set what it says.
    frame.current?.style.setProperty('--page-scale', String(widthPx / page.widthPx));
  }, [frame, widthPx, page]);
  return (
    <div className={`device page-frame page-frame-${device}`} ref={frame}>
      <iframe
        title="The page of this link"
        sandbox=""
        srcDoc={still}
        width={page.widthPx}
        height={page.heightPx}
      />
    </div>
  );
}

/** What the server is asked for, or nothing while the draft is no link yet. */
function useAsked(draft: LinkDraft, totals: DraftTotals): PaymentLinkDraft | undefined {
  const { organization } = useAccount();
  const mode = useMode();
  const isWhole = draft.lines.length > 0 && totals.lines.length === draft.lines.length;
  if (!isWhole || totals.boundsProblem) return undefined;
  const expiresAt = typedExpiry(draft.expires, organization.time_zone);
  const uses = typedUses(draft.maxUses);
  return {
    products: draft.lines.map(({ product, quantity }) => ({
      product_id: product.id,
      quantity: readQuantity(quantity) ?? 1,
    })),
    currency: draft.currency,
    pricing_mode: draft.pricingMode,
    mode,
    // What is half typed is left out; the form says what is wrong with it.
    ...(expiresAt && new Date(expiresAt) > new Date() ? { expires_at: expiresAt } : {}),
    ...(uses && uses >= 1 && uses <= 1_000_000 ? { max_uses: uses } : {}),
  };
}

/** The value once it has stayed the same for a moment; the first one, and that there is none, at once. */
function useSettled<Value>(value: Value | undefined): Value | undefined {
  const text = value === undefined ? undefined : JSON.stringify(value);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingPauseMs);
    return () => clearTimeout(timer);
  }, [text]);
  return text === undefined ? undefined : (JSON.parse(settled ?? text) as Value);
}
