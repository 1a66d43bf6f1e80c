import { Link } from '@tanstack/react-router';
import { sendsMails } from '@/platform.ts';

/** Beside everything that says "mailed", where no mail leaves: where it is instead. Nothing where mails are sent. */
export function MailboxHint() {
  if (sendsMails) return null;
  return (
    <span className="mailbox-hint">
      No mail server is set: the mail is in the{' '}
      <Link to="/settings/$section" params={{ section: 'mailbox' }}>
        mailbox
      </Link>
      .
    </span>
  );
}
