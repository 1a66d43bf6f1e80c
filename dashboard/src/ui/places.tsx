import { numberLocale } from '@/lib/locale.ts';
import type { PaymentLinkAnswer } from '../../../src/platform/contract/payment-links.ts';

type Places = Pick<PaymentLinkAnswer, 'max_uses' | 'uses' | 'held' | 'paid_count'>;

/** "3 of 50, 2 held" over a bar: solid is paid, hatched is held, empty is left. */
export function UsesBar({ link }: { readonly link: Places }) {
  const { max_uses: maxUses, uses, held, paid_count: paidCount } = link;
  if (maxUses === null) {
    return (
      <div className="uses">
        <span className="uses-text">
          {paidCount.toLocaleString(numberLocale)} paid<span className="muted">, no limit</span>
        </span>
      </div>
    );
  }
  const share = (count: number) => `${Math.min(100, (100 * count) / maxUses)}%`;
  return (
    <div className="uses">
      <span className="uses-text">
        {uses.toLocaleString(numberLocale)} of {maxUses.toLocaleString(numberLocale)}
        {held > 0 && <span className="muted">, {held.toLocaleString(numberLocale)} held</span>}
      </span>
      <svg className="bar" aria-hidden="true">
        <rect className="bar-base" width="100%" height="6" />
        {held > 0 && <rect className="hatch" x={share(uses)} width={share(held)} height="6" />}
        <rect className={uses >= maxUses ? 'bar-full' : 'bar-fill'} width={share(uses)} height="6" />
      </svg>
    </div>
  );
}

const mostTicks = 40;
const stepPx = 15.2;

/** Every place as a tick, for links with few enough; else the bar. */
export function PlaceTicks({ link }: { readonly link: Places & { readonly max_uses: number } }) {
  const { max_uses: maxUses, uses, held } = link;
  if (maxUses > mostTicks) return <UsesBar link={link} />;
  const widthPx = (maxUses - 1) * stepPx + 11;
  const ticks = Array.from({ length: maxUses }, (_, index) => index);
  return (
    <svg
      className="ticks"
      width={widthPx}
      height="29"
      viewBox={`0 0 ${widthPx} 29`}
      aria-hidden="true"
      preserveAspectRatio="xMinYMid meet"
    >
      {ticks.map((index) => (
        <rect
          key={index}
          className={index < uses ? 'tick-solid' : index < uses + held ? 'tick-held' : 'tick-left'}
          x={0.5 + index * stepPx}
          y="0.5"
          width="10"
          height="28"
          rx="2"
        />
      ))}
    </svg>
  );
}

export function TickKey({
  kind,
  children,
}: {
  readonly kind: 'solid' | 'held' | 'left';
  readonly children: string;
}) {
  return (
    <li>
      <svg width="8" height="14" viewBox="0 0 9 15" aria-hidden="true">
        <rect className={`tick-${kind}`} x=".5" y=".5" width="8" height="14" rx="2" />
      </svg>
      {children}
    </li>
  );
}
