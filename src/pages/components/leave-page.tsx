import { assert } from '#platform/kit/assert.ts';
import type { PageContext } from '../context.ts';
import { leavingAddress } from '../safe-url.ts';
import type { LeaveView } from '../views.ts';
import { Page } from './page.tsx';
import { PageFoot, Seller } from './seller.tsx';

const leads = {
  provider: 'leave.providerLead',
  paid: 'leave.returnPaidLead',
  canceled: 'leave.returnCanceledLead',
  failed: 'leave.returnFailedLead',
} as const;

/**
 * Leaves for another site. Browsers hold a form to `form-action` through all its redirects, so forms end here and
 * this page goes on, by itself or by its link. Throws when the address is not http(s).
 */
export function LeavePage({ view, context }: { view: LeaveView; context: PageContext }) {
  const { text } = context;
  const seller = view.organization;
  const target = leavingAddress(view.url);
  assert(target, 'A page can only leave for an http or https address.');
  const { url, host } = target;
  return (
    <Page
      context={context}
      title={text('leave.title', { host })}
      accentColour={seller.branding.accent_color}
      mode={view.mode}
      head={<meta http-equiv="refresh" content={`0;url=${url}`} />}
    >
      <main class="solo" data-page="leave">
        <Seller seller={seller} context={context} />
        <div class="card">
          <h1 tabIndex={-1}>
            {text(view.reason === 'provider' ? 'leave.provider' : 'leave.return', { host })}
          </h1>
          <p class="lead">{text(leads[view.reason])}</p>
          <div class="actions">
            <a class="button primary" href={url} rel="noreferrer" data-leave>
              {text('leave.go', { host })}
            </a>
          </div>
          <p class="fine">{text('leave.note')}</p>
        </div>
        <PageFoot seller={seller} context={context} />
      </main>
    </Page>
  );
}
