import { Fragment } from 'react';
import { formatFullWithZone, formatMoment, formatTimeToSecond } from '@/lib/dates.ts';
import { dayOf } from '@/lib/zoned-time.ts';
import { Button } from '@/ui/button.tsx';
import { useCopy } from '@/ui/copy.tsx';
import { Facts } from '@/ui/page.tsx';
import { Written } from '@/ui/written.tsx';
import type { ApiRequestAnswer } from '../../../../../src/platform/contract/api-requests.ts';

type TableProps = {
  readonly requests: readonly ApiRequestAnswer[];
  readonly zone: string;
  /** The id of the one that is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
};

export function RequestsTable({ requests, zone, open, onOpen }: TableProps) {
  return (
    <table className="table requests-table">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Method and route</th>
          <th scope="col">Status</th>
          <th scope="col" className="end">
            Took
          </th>
          <th scope="col">Key</th>
        </tr>
      </thead>
      <tbody>
        {requests.map((request) => (
          <Fragment key={request.id}>
            <Row request={request} zone={zone} open={open} onOpen={onOpen} />
            {request.id === open && (
              <tr className="request-detail">
                <td colSpan={5}>
                  <Detail request={request} zone={zone} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function Row({
  request,
  zone,
  open,
  onOpen,
}: Pick<TableProps, 'zone' | 'open' | 'onOpen'> & { readonly request: ApiRequestAnswer }) {
  const { id, method, route, status, code, duration_ms: tookMs, api_key: key } = request;
  const isOpen = id === open;
  return (
    <tr>
      <td className="cell-time muted number">{momentOf(new Date(request.created_at), zone)}</td>
      <td className="cell-route">
        <button
          type="button"
          className="name mono"
          aria-expanded={isOpen}
          onClick={() => onOpen(isOpen ? undefined : id)}
        >
          <span className="request-method">{method}</span> {route}
        </button>
      </td>
      <td className="cell-result">
        <span className={status >= 400 ? `number request-${status >= 500 ? 'failed' : 'refused'}` : 'number'}>
          {status}
        </span>
        {code && <span className="hint"> {code}</span>}
      </td>
      <td className="cell-took end number">{tookMs} ms</td>
      <td className="cell-key">
        <span className="mono muted">{key.prefix}…</span>
      </td>
    </tr>
  );
}

/** The second matters to whoever looks for one request; the day where it is not today. */
function momentOf(instant: Date, zone: string): string {
  if (dayOf(instant, zone) === dayOf(new Date(), zone)) return formatTimeToSecond(instant, zone);
  return formatMoment(instant, zone);
}

function Detail({ request, zone }: { readonly request: ApiRequestAnswer; readonly zone: string }) {
  const { copied, copy } = useCopy(request.id, 'Copied the request id.');
  const chapter = referenceOf(request);
  return (
    <div className="stack">
      <Facts
        rows={[
          [
            'Request id',
            <span key="id" className="mono request-id">
              {request.id}
            </span>,
          ],
          ['Time', formatFullWithZone(new Date(request.created_at), zone)],
          [
            'Key',
            <span key="key">
              <Written>{request.api_key.name}</Written>{' '}
              <span className="mono muted">{request.api_key.prefix}…</span>
            </span>,
          ],
          ['Parameters', request.query.length > 0 ? request.query.join(', ') : 'None in the address'],
          ...(request.code
            ? ([
                [
                  'Reason',
                  <a key="code" href={`/docs#${request.code}`} className="mono">
                    {request.code}
                  </a>,
                ],
              ] as const)
            : []),
        ]}
      />
      <div className="button-row">
        <Button size="small" icon={copied ? 'check' : 'copy'} onClick={copy}>
          Copy request id
        </Button>
        {chapter && (
          <a href={`/docs#${chapter}`} className="button button-quiet button-small">
            This route in the API reference
          </a>
        )}
      </div>
    </div>
  );
}

/** Where the reference describes a route, which only those of the API have. */
function referenceOf({ method, route }: ApiRequestAnswer): string | undefined {
  if (!route.startsWith('/api/')) return undefined;
  const words = route.replaceAll(/\{(\w+)\}/g, 'by-$1').split(/[\W_]+/);
  return [method === 'HEAD' ? 'get' : method.toLowerCase(), ...words.filter(Boolean)].join('-');
}
