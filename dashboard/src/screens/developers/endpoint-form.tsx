import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { saveEndpoint, webhookKey } from '@/api/webhooks.ts';
import { KeptNotice } from '@/forms/kept-notice.tsx';
import { placeErrors, sameName } from '@/forms/server-errors.ts';
import { useKeptForm } from '@/forms/use-kept-form.ts';
import { choosableTypes, eventTypes } from '@/lib/event-words.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { TextField } from '@/ui/field.tsx';
import { Notice } from '@/ui/notice.tsx';
import type { PublicEventType } from '../../../../src/platform/contract/events.ts';
import type { WebhookAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { endpointDraft, hearsAll } from './switch-endpoint.ts';
import { judgeAddress } from './webhook-address.ts';

type Values = { url: string; which: 'all' | 'chosen'; events: PublicEventType[] };
const fieldOf = sameName<Values>(['url', 'events']);
const whichEvents = [
  { value: 'all', label: 'All events' },
  { value: 'chosen', label: 'Chosen ones' },
];

const valuesOf = ({ url, events }: WebhookAnswer): Values => ({
  url: url ?? '',
  which: hearsAll(events) ? 'all' : 'chosen',
  events: events.filter((type) => type !== 'webhook.test'),
});

type FormProps = {
  readonly endpoint: WebhookAnswer;
  readonly onSaved: (secret: string | undefined) => void;
  readonly onCancel?: () => void;
};

/** Where events go, and which of them. */
export function EndpointForm({ endpoint, onSaved, onCancel }: FormProps) {
  const mode = useMode();
  const queryClient = useQueryClient();
  const [problem, setProblem] = useState<string>();
  const isNew = endpoint.url === null;
  const { form, kept } = useKeptForm<Values>({
    name: endpointDraft(mode),
    stored: valuesOf(endpoint),
    fields: {
      url: 'Address',
      which: { label: 'Events', choices: whichEvents },
      // They are a set; boxes that are ticked again come last.
      events: { label: 'Chosen events', essence: (events) => [...events].sort() },
    },
  });
  const { register, handleSubmit, setError, watch, formState } = form;
  const { errors, isSubmitting } = formState;
  const verdict = judgeAddress(watch('url'), mode);
  const which = watch('which');
  const submit = handleSubmit(async ({ url, events }) => {
    setProblem(undefined);
    try {
      const saved = await saveEndpoint({
        url: url.trim(),
        enabled: isNew || endpoint.enabled,
        events: which === 'all' ? null : events,
      });
      kept.done(valuesOf(saved));
      await queryClient.invalidateQueries({ queryKey: webhookKey });
      onSaved(saved.secret);
    } catch (error) {
      setProblem(placeErrors(error, setError, fieldOf));
    }
  });
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <KeptNotice kept={kept} />
      {problem && <Notice tone="critical">{problem}</Notice>}
      <div className="form">
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          placeholder="https://"
          autoCapitalize="none"
          spellCheck={false}
          dir="ltr"
          error={errors.url?.message ?? (verdict?.tone === 'refused' ? verdict.sentence : undefined)}
          hint={
            verdict && verdict.tone !== 'refused' ? (
              <span className={verdict.tone === 'doubtful' ? 'ink-warning' : undefined} role="status">
                {verdict.sentence}
              </span>
            ) : (
              'Each event is sent there as a POST, signed. Any 2xx answer within 10 seconds counts as received.'
            )
          }
          {...register('url', {
            validate: (value) => {
              const judged = judgeAddress(value, mode);
              if (!judged) return 'Enter the address of your server.';
              return judged.tone === 'refused' ? judged.sentence : true;
            },
          })}
        />
        <fieldset className="choices">
          <legend>Events</legend>
          <label>
            <input type="radio" value="all" {...register('which')} />
            <span>
              <b>All events</b>
              <span className="sub">Also kinds that a later version adds.</span>
            </span>
          </label>
          <label>
            <input type="radio" value="chosen" {...register('which')} />
            <span>
              <b>Chosen ones</b>
              <span className="sub">The others can still be pulled.</span>
            </span>
          </label>
          {which === 'chosen' && (
            <div className="choices-more">
              {choosableTypes.map((type) => (
                <label key={type}>
                  <input
                    type="checkbox"
                    value={type}
                    aria-describedby={errors.events ? 'events-error' : undefined}
                    {...register('events', {
                      validate: (chosen, { which: now }) =>
                        now === 'all' || chosen.length > 0 || 'Choose one at least, or all events.',
                    })}
                  />
                  <span>
                    <b>{eventTypes[type].name}</b> <code>{type}</code>
                    <span className="sub">{eventTypes[type].told}</span>
                  </span>
                </label>
              ))}
              {errors.events && (
                <p className="error" id="events-error" role="alert">
                  {errors.events.message}
                </p>
              )}
            </div>
          )}
        </fieldset>
        <div className="row">
          <Button type="submit" look="primary" busy={isSubmitting}>
            {isNew ? 'Set webhook' : 'Save'}
          </Button>
          {onCancel && (
            <Button look="quiet" onClick={() => kept.cancel(onCancel)}>
              Cancel
            </Button>
          )}
        </div>
      </div>
    </form>
  );
}
