import type { ComponentChildren } from 'preact';
import { RichText } from '#platform/text/rich-text.tsx';
import type { PageContext } from '../context.ts';
import { durationText } from '../durations.ts';
import type { FieldErrorView, NoticeView } from '../views.ts';
import { Icon, type IconName } from './icon.tsx';

type NoticeProps = { tone: 'critical' | 'warning' | 'positive'; children: ComponentChildren };

const icons: Readonly<Record<NoticeProps['tone'], IconName>> = {
  critical: 'alert',
  warning: 'alert',
  positive: 'check',
};

/** A box above the form. It takes the focus when the page opens, so that nobody has to find it. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div class={`notice notice-${tone}`} role="alert" tabIndex={-1} autofocus>
      <Icon name={icons[tone]} />
      <div>{children}</div>
    </div>
  );
}

type ErrorSummaryProps = {
  errors: readonly FieldErrorView[];
  /** The label of each field by its name. */
  labels: Readonly<Record<string, string>>;
  context: PageContext;
};

/** Everything that is wrong in one place, each line a link to its field, in the same words. */
export function ErrorSummary({ errors, labels, context }: ErrorSummaryProps) {
  const { text } = context;
  if (errors.length === 0) return null;
  return (
    <Notice tone="critical">
      <h2>{text('error.summary', { count: errors.length })}</h2>
      <ul>
        {errors.map(({ field, message }) => (
          <li>{labels[field] === undefined ? message : toField(field, labels[field], message)}</li>
        ))}
      </ul>
    </Notice>
  );

  function toField(field: string, label: string, message: string) {
    return <a href={`#${field}`}>{text('error.summaryLine', { label, message })}</a>;
  }
}

type NoticeLineProps = { notice: NoticeView | null; deadline: string; context: PageContext };

/** What the last request came to, when that is not an error of a field. */
export function NoticeLine({ notice, deadline, context }: NoticeLineProps) {
  const { text } = context;
  if (notice === null) return null;
  const isGood = notice.kind === 'renewed' || notice.kind === 'place_held';
  return <Notice tone={isGood ? 'positive' : 'warning'}>{sentence()}</Notice>;

  function sentence() {
    switch (notice?.kind) {
      case 'renewed':
        return <RichText text={text} message="notice.renewed" values={{ time: deadline }} />;
      case 'place_held':
        return <RichText text={text} message="notice.placeHeld" values={{ time: deadline }} />;
      case 'not_renewable':
        return <RichText text={text} message="notice.notRenewable" values={{ time: deadline }} />;
      case 'others_first':
        return <RichText text={text} message="notice.othersFirst" values={{ time: deadline }} />;
      case 'kept_for_others': {
        const duration = durationText(notice.retry_after_seconds, text);
        return <RichText text={text} message="notice.keptForOthers" values={{ duration }} />;
      }
      case 'too_many_tries': {
        const duration = durationText(notice.retry_after_seconds, text);
        return <RichText text={text} message="notice.tooManyTries" values={{ duration }} />;
      }
      case 'out_of_bounds':
        return <RichText text={text} message="notice.outOfBounds" />;
      case 'currency_unavailable':
        return <RichText text={text} message="notice.currencyUnavailable" />;
      case 'way_gone':
        return <RichText text={text} message="notice.wayGone" />;
      default:
        return <RichText text={text} message="notice.unavailable" />;
    }
  }
}
