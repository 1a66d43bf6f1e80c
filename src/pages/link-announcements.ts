import type { FastifyReply } from 'fastify';
import type { Organization } from '#merchants/organizations/organization.ts';
import { showLegal } from '#merchants/organizations/show-organization.ts';
import { findSeller } from '#paying/checkouts/find-seller.ts';
import { showSeller } from '#paying/checkouts/show-checkout.ts';
import type { Mode } from '#platform/contract/common.ts';
import { isUuid } from '#platform/kit/ids.ts';
import { Problem } from '#platform/kit/problem.ts';
import { unavailableProblem } from '#selling/payment-links/payment-link.ts';
import type { Preview, UnavailableLink } from '#selling/payment-links/preview-payment-link.ts';
import type { PageContext } from './context.ts';
import {
  announcementPage,
  type PageAnswer,
  type PagesOptions,
  sendAnnouncement,
  sendPage,
} from './page-request.ts';
import type { AnnouncementView } from './views.ts';

/** Where a merchant may show the page of a link that can be paid, they may show that it cannot be. */
function announcementInFrame(
  page: PageContext,
  view: AnnouncementView,
  status: number,
  { allowedEmbedOrigins }: Organization,
): PageAnswer {
  return { ...announcementPage(page, view, status), frameAncestors: allowedEmbedOrigins };
}

/** The page of a link whose places are all held by somebody. */
export function fullyHeldPage(page: PageContext, { organization, snapshot, releaseAt }: Preview): PageAnswer {
  const view: AnnouncementView = {
    kind: 'link_held',
    organization: sellerOf(organization),
    mode: snapshot.mode,
    release_at: releaseAt?.toISOString() ?? null,
    retry_path: `/pay/${snapshot.id}`,
  };
  return announcementInFrame(page, view, 409, organization);
}

/** The page of a link that cannot be paid, with the status of the API. */
export function unavailablePage(
  page: PageContext,
  { status, expiresAt }: Pick<UnavailableLink, 'status' | 'expiresAt'>,
  { organization, snapshot: { mode } }: { organization: Organization; snapshot: { mode: Mode } },
): PageAnswer {
  const about = { organization: sellerOf(organization), mode };
  const kind = `link_${status}` as const;
  const view: AnnouncementView =
    kind === 'link_expired'
      ? { kind, ...about, expires_at: expiresAt?.toISOString() ?? null }
      : { kind, ...about };
  return announcementInFrame(page, view, unavailableProblem(status).status, organization);
}

/** The page for each way in which a link refuses to be paid, with the status of the API. */
export async function sendLinkProblem(
  options: PagesOptions,
  reply: FastifyReply,
  page: PageContext,
  linkId: string,
  error: unknown,
) {
  if (!(error instanceof Problem)) throw error;
  const seller = isUuid(linkId) ? await findSeller(options.context, linkId) : undefined;
  if (!seller)
    return error.status === 404
      ? sendAnnouncement(reply, page, { kind: 'link_not_found' }, 404)
      : Promise.reject(error);
  const { organization, mode, expiresAt } = seller;
  const about = { organization: sellerOf(organization), mode };
  const unavailable = (status: UnavailableLink['status']) =>
    sendPage(reply, unavailablePage(page, { status, expiresAt }, { organization, snapshot: { mode } }));
  switch (error.code) {
    case 'link_inactive':
      return unavailable('inactive');
    case 'link_deleted':
      return unavailable('deleted');
    case 'link_used_up':
      return unavailable('used_up');
    case 'link_expired':
      return unavailable('expired');
    case 'organization_suspended':
    case 'live_mode_unavailable':
      return sendPage(
        reply,
        announcementInFrame(page, { kind: 'link_inactive', ...about }, error.status, organization),
      );
    case 'link_fully_held': {
      const release = error.extra.release_at;
      const releaseAt = typeof release === 'string' ? release : null;
      const view = {
        kind: 'link_held' as const,
        ...about,
        release_at: releaseAt,
        retry_path: `/pay/${linkId}`,
      };
      return sendPage(reply, {
        ...announcementInFrame(page, view, error.status, organization),
        headers: error.headers,
      });
    }
    default:
      throw error;
  }
}

/** Whose link it is, as every page of it says. */
export function sellerOf(organization: Organization) {
  return showSeller({
    name: organization.name,
    ...showLegal(organization),
    website: organization.website,
    time_zone: organization.timeZone,
    logo_url: organization.logoUrl,
    accent_color: organization.accentColor,
    support_email: organization.supportEmail,
    terms_url: organization.termsUrl,
    version: organization.version,
  });
}
