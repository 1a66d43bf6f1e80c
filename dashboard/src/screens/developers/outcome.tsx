import { useQuery } from '@tanstack/react-query';
import { deliveriesQuery, deliveryQuery } from '@/api/webhooks.ts';
import { formatTimeToSecond } from '@/lib/dates.ts';
import { Notice } from '@/ui/notice.tsx';
import { useZone } from '@/use-account.ts';
import type { DeliveryAnswer } from '../../../../src/platform/contract/webhooks.ts';
import { answerOf, durationInWords } from './delivery-words.ts';

const askMs = 600;

/** What was just sent: a delivery, or an event whose delivery is still to be made. */
export type SentNow = { readonly deliveryId: string } | { readonly eventId: string };

/** Follows what was just sent until the receiver answered, and says how. */
export function Outcome({ sent, what }: { readonly sent: SentNow; readonly what: string }) {
  const zone = useZone();
  const delivery = useSent(sent);
  const attempt = delivery?.attempts.at(-1);
  if (!delivery || !attempt) {
    return (
      <Notice tone="neutral" title={`${what} is on its way`}>
        Your server has 10 seconds to answer.
      </Notice>
    );
  }
  const took = durationInWords(attempt.duration_ms);
  if (delivery.status === 'delivered') {
    return (
      <Notice tone="positive" title={`${what} was delivered`}>
        Your server answered {answerOf(attempt)} in {took}.
      </Notice>
    );
  }
  const next = delivery.next_attempt_at;
  return (
    <Notice tone="critical" title={`${what} was not delivered`}>
      {attempt.error} It took {took}.
      {next && ` It is tried again at ${formatTimeToSecond(new Date(next), zone)}.`}
      {delivery.response?.body && (
        <code className="answer-start">{delivery.response.body.slice(0, shownCharacters)}</code>
      )}
    </Notice>
  );
}

const shownCharacters = 200;

function useSent(sent: SentNow): DeliveryAnswer | undefined {
  const isKnown = 'deliveryId' in sent;
  const one = useQuery({
    ...deliveryQuery(isKnown ? sent.deliveryId : ''),
    enabled: isKnown,
    refetchInterval: ({ state }) => (state.data?.attempts.length ? false : askMs),
  });
  const made = useQuery({
    ...deliveriesQuery({ event_id: isKnown ? '' : sent.eventId }),
    placeholderData: undefined,
    enabled: !isKnown,
    refetchInterval: ({ state }) => (state.data?.results[0]?.attempts.length ? false : askMs),
  });
  return isKnown ? one.data : made.data?.results[0];
}
