import type { PageContext } from '../context.ts';
import { durationText } from '../durations.ts';
import { linkTarget } from '../safe-url.ts';
import type { Action, VerdictOf } from './verdict.ts';

export const pageNotFound: VerdictOf<'page_not_found'> = (_view, { text }) => ({
  heading: text('verdict.pageNotFound'),
  lead: text('verdict.pageNotFoundLead'),
  actions: [],
});

export const foreignForm: VerdictOf<'foreign_form'> = (view, { text }) => ({
  heading: text('verdict.foreignForm'),
  lead: text('verdict.foreignFormLead'),
  actions:
    view.page_path === null ? [] : [{ href: linkTarget(view.page_path), label: text('verdict.openPage') }],
});

export const tooManyRequests: VerdictOf<'too_many_requests'> = (view, context) => {
  const duration = durationText(view.retry_after_seconds, context.text);
  return {
    heading: context.text('verdict.tooManyRequests'),
    lead: context.text('verdict.tooManyRequestsLead', { duration }),
    actions: tryAgain(view.retry_path, context),
  };
};

export const unavailable: VerdictOf<'unavailable'> = (view, context) => ({
  heading: context.text('verdict.unavailable'),
  lead: context.text('verdict.unavailableLead'),
  actions: tryAgain(view.retry_path, context),
});

export const serverError: VerdictOf<'error'> = (view, context) => ({
  heading: context.text('verdict.error'),
  lead: context.text('verdict.errorLead'),
  actions: tryAgain(view.retry_path, context),
  note: view.request_id === null ? undefined : context.text('verdict.requestId', { id: view.request_id }),
});

function tryAgain(path: string | null, { text }: PageContext): readonly Action[] {
  return [{ href: linkTarget(path), label: text('verdict.openAgain'), icon: 'refresh' }];
}
