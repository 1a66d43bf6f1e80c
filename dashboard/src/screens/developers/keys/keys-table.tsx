import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { teamQuery } from '@/api/team.ts';
import { formatDistance, formatMoment, formatTime } from '@/lib/dates.ts';
import { Button } from '@/ui/button.tsx';
import { KeyPill } from '@/ui/pill.tsx';
import { Written } from '@/ui/written.tsx';
import { useZone } from '@/use-account.ts';
import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';
import { isolated } from '../../../../../src/platform/contract/directions.ts';
import { type Grace, graceOf } from './grace.ts';
import { scopesInWords } from './scopes.ts';

type TableProps = {
  /** Of one mode, newest first. */
  readonly keys: readonly ApiKeyAnswer[];
  readonly mayChange: boolean;
  readonly onRotate: (key: ApiKeyAnswer) => void;
  readonly onRevoke: (key: ApiKeyAnswer) => void;
};

export function KeysTable({ keys, ...rest }: TableProps) {
  const isOver = ({ status }: ApiKeyAnswer) => status === 'revoked' || status === 'expired';
  const ended = keys.filter(isOver);
  const working = keys.filter((key) => !isOver(key));
  return (
    <>
      {working.length > 0 ? (
        <Rows shown={working} keys={keys} {...rest} />
      ) : (
        <p className="nothing">No key works at the moment.</p>
      )}
      {ended.length > 0 && (
        <details className="former-keys">
          <summary>{ended.length === 1 ? '1 former key' : `${ended.length} former keys`}</summary>
          <Rows shown={ended} keys={keys} {...rest} />
        </details>
      )}
    </>
  );
}

function Rows({ shown, ...rest }: TableProps & { readonly shown: readonly ApiKeyAnswer[] }) {
  return (
    <table className="table keys-table">
      <thead>
        <tr>
          <th scope="col">Key</th>
          <th scope="col">May do</th>
          <th scope="col">Last used</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="screen-reader">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map((key) => (
          <Row key={key.id} of={key} {...rest} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ of: key, keys, mayChange, onRotate, onRevoke }: TableProps & { readonly of: ApiKeyAnswer }) {
  const zone = useZone();
  const { data: team } = useQuery(teamQuery);
  const maker = team?.results.find(({ id }) => id === key.created_by);
  const grace = graceOf(key, keys, new Date());
  const works = key.status === 'active' || key.status === 'rotated';
  return (
    <tr>
      <td className="cell-key">
        <span className="name">
          <Written>{key.name}</Written>
          {key.status === 'rotated' && ', old'}
        </span>
        <span className="sub mono">{key.prefix}…</span>
      </td>
      <td className="cell-scopes">
        <Scopes of={key} keys={keys} />
      </td>
      <td className="cell-used number">
        <span className="narrow-only">Last used: </span>
        {key.last_used_at ? (
          <Link to="/developers/$section" params={{ section: 'requests' }} search={{ key: key.id }}>
            {sinceInWords(new Date(key.last_used_at))}
          </Link>
        ) : (
          'Never'
        )}
        <span className="sub">
          Made {formatMoment(new Date(key.created_at), zone)}
          {maker && (
            <>
              {' '}
              by <Written>{maker.name}</Written>
            </>
          )}
        </span>
      </td>
      <td className="cell-state">
        {grace ? <GraceLeft grace={grace} zone={zone} /> : <KeyPill status={key.status} />}
      </td>
      <td className="cell-actions">
        {mayChange && works && (
          <span className="row row-actions">
            {key.status === 'active' && (
              <Button size="small" onClick={() => onRotate(key)} aria-label={`Rotate ${isolated(key.name)}`}>
                Rotate
              </Button>
            )}
            <Button
              size="small"
              look="quiet"
              onClick={() => onRevoke(key)}
              aria-label={`Revoke ${isolated(key.name)}${key.status === 'rotated' ? ', old' : ''}`}
            >
              Revoke
            </Button>
          </span>
        )}
      </td>
    </tr>
  );
}

/** In words, and as the API calls them; of an old key only what is other than of the one that replaced it. */
function Scopes({ of: key, keys }: { readonly of: ApiKeyAnswer; readonly keys: readonly ApiKeyAnswer[] }) {
  const next = keys.find(({ status }) => status === 'active');
  if (key.status === 'rotated' && next?.scopes.join() === key.scopes.join()) {
    return (
      <>
        The same
        <span className="sub">as the new one</span>
      </>
    );
  }
  return (
    <>
      {scopesInWords(key.scopes)}
      <span className="sub mono">{key.scopes.join(' ')}</span>
    </>
  );
}

/** What is left is hatched, because it is held and not for good. */
function GraceLeft({ grace, zone }: { readonly grace: Grace; readonly zone: string }) {
  const isSoon = grace.ends.getTime() - Date.now() < 86_400_000;
  const until = isSoon ? formatTime(grace.ends, zone) : formatMoment(grace.ends, zone);
  return (
    <div className="grace">
      <KeyPill status="rotated" word={`Valid until ${until}`} />
      <svg className="bar" aria-hidden="true">
        <rect className="bar-base" width="100%" height="6" />
        <rect className="hatch" width={`${100 * grace.left}%`} height="6" />
      </svg>
      <span className="sub">{grace.words}</span>
    </div>
  );
}

const minuteMs = 60_000;

function sinceInWords(instant: Date): string {
  return Date.now() - instant.getTime() < minuteMs ? 'Just now' : formatDistance(instant);
}
