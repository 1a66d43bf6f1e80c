import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '@/api/client.ts';
import { keptMailsQuery, sendKeptMail } from '@/api/mailbox.ts';
import { formatMoment } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { Pager } from '@/ui/pager.tsx';
import { showToast } from '@/ui/toast.tsx';
import { Written } from '@/ui/written.tsx';
import { useMay, useZone } from '@/use-account.ts';
import type { MailAnswer } from '../../../../src/platform/contract/mail.ts';

/** Mails that were kept and not sent, each with the way to send it. */
export function MailboxSection() {
  const may = useMay('admin');
  return (
    <Card title="Mails that were not sent" flush>
      <p className="card-lead">
        What is written while no mail server is set stays here for thirty days, and is sent only when you ask
        for it.
      </p>
      {may ? <KeptMails /> : <p className="nothing">Admins and owners see them.</p>}
    </Card>
  );
}

function KeptMails() {
  const zone = useZone();
  const [cursor, setCursor] = useState<string>();
  const { data, error, refetch } = useQuery(keptMailsQuery(cursor));
  if (!data)
    return error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />;
  if (data.results.length === 0 && !cursor) return <p className="nothing">Nothing was kept.</p>;
  return (
    <>
      <ul className="session-list">
        {data.results.map((mail) => (
          <MailRow key={mail.id} mail={mail} zone={zone} />
        ))}
      </ul>
      <Pager page={data} noun={['mail', 'mails']} zone={zone} onTurn={setCursor} />
    </>
  );
}

const inWords: Readonly<Record<Exclude<MailAnswer['status'], 'kept'>, string>> = {
  waiting: 'On its way',
  ended: 'Its code or link has ended',
  never_sent: 'The sandbox sends it to nobody',
  sent: 'Sent',
  failed: 'Could not be sent',
};

function MailRow({ mail, zone }: { readonly mail: MailAnswer; readonly zone: string }) {
  return (
    <li>
      <div className="kept-mail">
        <b>
          <Written>{mail.subject}</Written>
        </b>
        <span className="sub">
          To <Written>{mail.to}</Written>, {formatMoment(new Date(mail.created_at), zone)}
        </span>
        {mail.is_damaged && (
          <span className="sub">
            It cannot be read: the key that it was encrypted with is not on the server any more.
          </span>
        )}
        {mail.text !== null && (
          <details>
            <summary>Read</summary>
            <p className="kept-mail-text">{mail.text}</p>
          </details>
        )}
      </div>
      {mail.status === 'kept' && !mail.is_damaged ? (
        <SendButton mail={mail} />
      ) : (
        <span className="muted">{mail.status === 'kept' ? 'Not sent' : inWords[mail.status]}</span>
      )}
    </li>
  );
}

function SendButton({ mail }: { readonly mail: MailAnswer }) {
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: () => sendKeptMail(mail.id),
    onSuccess: () => showToast('It is on its way.'),
    onError: (error) => showToast(sentenceOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['kept-mails'] }),
  });
  return (
    <Button size="small" busy={isPending} onClick={() => mutate()} aria-label={`Send: ${mail.subject}`}>
      Send
    </Button>
  );
}
