import type { PaymentLinkDetail } from '@/api/types.ts';
import { formatDay, formatFull } from '@/lib/dates.ts';
import { Icon, type IconName } from '@/ui/icon.tsx';
import { Card } from '@/ui/page.tsx';
import { isolated } from '../../../../src/platform/contract/directions.ts';

type Entry = PaymentLinkDetail['timeline'][number];

const looks: Readonly<Record<Entry['kind'], readonly [IconName, string]>> = {
  created: ['plus', 'Created'],
  updated: ['edit', 'Changed'],
  activated: ['check', 'Activated'],
  deactivated: ['minus', 'Deactivated'],
  deleted: ['close', 'Deleted'],
  restored: ['restore', 'Restored'],
  expired: ['clock', 'The sale ended'],
  used_up: ['places', 'Every place was paid for'],
  reopened: ['again', 'Open to buyers again'],
};

const fieldWords: Readonly<Record<string, string>> = {
  name: 'name',
  is_active: 'on or off',
  expires_at: 'end',
  max_uses: 'max uses',
  metadata: 'metadata',
};

/** What became of the link beside its payments, newest first. */
export function TimelineCard({ link, zone }: { readonly link: PaymentLinkDetail; readonly zone: string }) {
  if (link.timeline.length === 0) return null;
  return (
    <Card title="Events" corner={<span className="hint">newest first</span>}>
      <ol className="timeline">
        {link.timeline.map((entry) => {
          const [icon] = looks[entry.kind];
          const at = new Date(entry.at);
          return (
            <li key={`${entry.at} ${entry.kind} ${entry.fields.join()}`}>
              <Icon name={icon} className="muted" />
              <div>{wordsOf(entry)}</div>
              <time dateTime={entry.at} title={formatFull(at, zone)}>
                {formatDay(at, zone)}
              </time>
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

/** `Changed end and max uses, by Jonte Hansen`. */
function wordsOf({ kind, fields, by }: Entry): string {
  const [, word] = looks[kind];
  const what = new Intl.ListFormat('en').format(fields.map((field) => fieldWords[field] ?? field));
  const said = what ? `${word} ${what}` : word;
  return by ? `${said}, by ${isolated(by.name)}` : said;
}
