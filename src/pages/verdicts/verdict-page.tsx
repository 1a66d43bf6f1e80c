import { Emblem } from '#pages/components/emblem.tsx';
import { Icon } from '#pages/components/icon.tsx';
import { Page } from '#pages/components/page.tsx';
import { Refresh } from '#pages/components/refresh.tsx';
import { PageFoot, Seller } from '#pages/components/seller.tsx';
import type { PageContext } from '#pages/context.ts';
import type { VerdictView } from '#pages/views.ts';
import { heldRefreshSeconds } from './link-verdicts.tsx';
import type { Verdict } from './verdict.ts';
import { verdictOf } from './verdicts.ts';

/** A page that ends somewhere: what is the case, that nothing was charged, and what to do next. */
export function VerdictPage({ view, context }: { view: VerdictView; context: PageContext }) {
  const verdict = verdictOf(view, context);
  const seller = 'organization' in view ? view.organization : null;
  const held = view.kind === 'link_held' ? view.retry_path : undefined;
  return (
    <Page
      context={context}
      title={verdict.heading}
      accentColour={seller?.branding.accent_color ?? null}
      mode={'mode' in view ? view.mode : 'live'}
      head={held && <Refresh seconds={heldRefreshSeconds} path={held} />}
    >
      <main
        class="solo"
        data-page={view.kind}
        data-poll-seconds={held && String(heldRefreshSeconds)}
        data-poll-path={held}
      >
        {seller && <Seller seller={seller} context={context} />}
        <div class="card">
          {verdict.emblem && <Emblem {...verdict.emblem} />}
          <h1 tabIndex={-1}>{verdict.heading}</h1>
          <p class="lead">{verdict.lead}</p>
          {verdict.fact && (
            <p class="ruled with-icon">
              <Icon name="clock" />
              <span>{verdict.fact}</span>
            </p>
          )}
          <Actions verdict={verdict} />
          {verdict.note && <p class="fine">{verdict.note}</p>}
        </div>
        <PageFoot seller={seller} context={context} />
      </main>
    </Page>
  );
}

/** The page may stand in a merchant's frame, where ours may follow it; whoever leaves us leaves the frame. */
function isOurs(href: string | undefined): boolean {
  return href?.startsWith('/') ?? false;
}

/** The first way out is the filled button. */
function Actions({ verdict }: { verdict: Verdict }) {
  const actions = verdict.actions.filter((action) => action.href !== undefined);
  if (actions.length === 0) return null;
  return (
    <div class="actions">
      {actions.map(({ href, label, icon }, index) => (
        <a
          class={index === 0 ? 'button primary' : 'button quiet'}
          href={href}
          target={isOurs(href) ? undefined : '_top'}
        >
          {icon && <Icon name={icon} />}
          {label}
        </a>
      ))}
    </div>
  );
}
