import { Emblem } from '#pages/components/emblem.tsx';
import { Icon } from '#pages/components/icon.tsx';
import { Page } from '#pages/components/page.tsx';
import { Refresh } from '#pages/components/refresh.tsx';
import { PageFoot, Seller } from '#pages/components/seller.tsx';
import type { PageContext } from '#pages/context.ts';
import type { AnnouncementView } from '#pages/views.ts';
import type { Announcement } from './announcement.ts';
import { announcementOf } from './announcements.ts';
import { heldRefreshSeconds } from './link-announcements.tsx';

/** A page that ends somewhere: what is the case, that nothing was charged, and what to do next. */
export function AnnouncementPage({ view, context }: { view: AnnouncementView; context: PageContext }) {
  const announcement = announcementOf(view, context);
  const seller = 'organization' in view ? view.organization : null;
  const held = view.kind === 'link_held' ? view.retry_path : undefined;
  return (
    <Page
      context={context}
      title={announcement.heading}
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
          {announcement.emblem && <Emblem {...announcement.emblem} />}
          <h1 tabIndex={-1}>{announcement.heading}</h1>
          <p class="lead">{announcement.lead}</p>
          {announcement.fact && (
            <p class="ruled with-icon">
              <Icon name="clock" />
              <span>{announcement.fact}</span>
            </p>
          )}
          <Actions announcement={announcement} />
          {announcement.note && <p class="fine">{announcement.note}</p>}
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
function Actions({ announcement }: { announcement: Announcement }) {
  const actions = announcement.actions.filter((action) => action.href !== undefined);
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
