import type { PageContext } from '#pages/context.ts';
import { durationText } from '#pages/durations.ts';
import { linkTarget } from '#pages/safe-url.ts';
import type { Action, AnnouncementOf } from './announcement.ts';

export const pageNotFound: AnnouncementOf<'page_not_found'> = (_view, { text }) => ({
  heading: text('announcement.pageNotFound'),
  lead: text('announcement.pageNotFoundLead'),
  actions: [],
});

export const foreignForm: AnnouncementOf<'foreign_form'> = (view, { text }) => ({
  heading: text('announcement.foreignForm'),
  lead: text('announcement.foreignFormLead'),
  actions:
    view.page_path === null
      ? []
      : [{ href: linkTarget(view.page_path), label: text('announcement.openPage') }],
});

export const tooManyRequests: AnnouncementOf<'too_many_requests'> = (view, context) => {
  const duration = durationText(view.retry_after_seconds, context.text);
  return {
    heading: context.text('announcement.tooManyRequests'),
    lead: context.text('announcement.tooManyRequestsLead', { duration }),
    actions: tryAgain(view.retry_path, context),
  };
};

export const unavailable: AnnouncementOf<'unavailable'> = (view, context) => ({
  heading: context.text('announcement.unavailable'),
  lead: context.text('announcement.unavailableLead'),
  actions: tryAgain(view.retry_path, context),
});

export const serverError: AnnouncementOf<'error'> = (view, context) => ({
  heading: context.text('announcement.error'),
  lead: context.text('announcement.errorLead'),
  actions: tryAgain(view.retry_path, context),
  note:
    view.request_id === null ? undefined : context.text('announcement.requestId', { id: view.request_id }),
});

function tryAgain(path: string | null, { text }: PageContext): readonly Action[] {
  return [{ href: linkTarget(path), label: text('announcement.openAgain'), icon: 'refresh' }];
}
