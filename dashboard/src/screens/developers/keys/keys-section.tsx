import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { apiKeysQuery } from '@/api/api-keys.ts';
import type { NewApiKey } from '@/api/types.ts';
import { useMode } from '@/mode.ts';
import { Button } from '@/ui/button.tsx';
import { CodeBlock } from '@/ui/code-block.tsx';
import { Empty } from '@/ui/empty.tsx';
import { Failure, SkeletonRows } from '@/ui/loading.tsx';
import { Card } from '@/ui/page.tsx';
import { part } from '@/ui/part.tsx';
import { useMay } from '@/use-account.ts';
import type { ApiKeyAnswer } from '../../../../../src/platform/contract/api-keys.ts';
import type { Mode } from '../../../../../src/platform/contract/common.ts';
import { FreshKeyDialog } from './fresh-key-dialog.tsx';
import { KeysTable } from './keys-table.tsx';

const CreateDialog = part(() => import('./create-dialog.tsx').then(({ CreateDialog }) => CreateDialog));
const RotateDialog = part(() => import('./rotate-dialog.tsx').then(({ RotateDialog }) => RotateDialog));
const RevokeDialog = part(() => import('./revoke-dialog.tsx').then(({ RevokeDialog }) => RevokeDialog));

type Asked =
  | { readonly what: 'create' }
  | { readonly what: 'rotate' | 'revoke'; readonly key: ApiKeyAnswer }
  | { readonly what: 'fresh'; readonly key: NewApiKey };

/** The keys of the mode that is looked at, with which servers of the merchant sign in. */
export function KeysSection() {
  const mode = useMode();
  const mayChange = useMay('admin');
  const [asked, setAsked] = useState<Asked>();
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const keys = data?.results.filter((key) => key.mode === mode);
  const close = () => setAsked(undefined);
  const show = (key: NewApiKey) => setAsked({ what: 'fresh', key });
  return (
    <>
      {!keys && (
        <Card title="API keys" flush>
          {error ? <Failure error={error} retry={() => void refetch()} /> : <SkeletonRows rows={3} />}
        </Card>
      )}
      {keys?.length === 0 && (
        <FirstKey mode={mode} {...(mayChange ? { onCreate: () => setAsked({ what: 'create' }) } : {})} />
      )}
      {keys && keys.length > 0 && (
        <Card
          title="API keys"
          corner={
            mayChange && (
              <Button
                size="small"
                icon="plus"
                disabled={keys.some(({ status }) => status === 'active')}
                onClick={() => setAsked({ what: 'create' })}
              >
                Create key
              </Button>
            )
          }
          flush
        >
          <p className="card-lead muted">
            Your server signs in with a key. Each mode has one: to replace it, rotate it, and the old one
            works beside the new until its grace ends.
            {!mayChange && ' Admins and owners make, rotate and revoke them.'}
          </p>
          <KeysTable
            keys={keys}
            mayChange={mayChange}
            onRotate={(key) => setAsked({ what: 'rotate', key })}
            onRevoke={(key) => setAsked({ what: 'revoke', key })}
          />
        </Card>
      )}
      <Suspense>
        {asked?.what === 'create' && <CreateDialog mode={mode} onMade={show} onClose={close} />}
        {asked?.what === 'rotate' && <RotateDialog of={asked.key} onMade={show} onClose={close} />}
        {asked?.what === 'revoke' && <RevokeDialog of={asked.key} onClose={close} />}
      </Suspense>
      {asked?.what === 'fresh' && <FreshKeyDialog fresh={asked.key} onClose={close} />}
    </>
  );
}

function FirstKey({ mode, onCreate }: { readonly mode: Mode; readonly onCreate?: () => void }) {
  return (
    <>
      <Empty
        title={`No ${mode} key yet`}
        art={<KeyArt />}
        actions={
          onCreate ? (
            <Button look="primary" icon="plus" onClick={onCreate}>
              Create key
            </Button>
          ) : (
            <span className="hint">Admins and owners can make one.</span>
          )
        }
        lessons={[
          ['Shown once', 'Copy it into the settings of your server. Only its fingerprint is kept here.'],
          ['What it needs, no more', 'Give each key only the permissions that its server uses.'],
          mode === 'sandbox'
            ? ['Try it without money', 'A sandbox key sees and starts test payments only.']
            : ['Real money', 'A live key starts real payments. Keep it on your server, never in a browser.'],
        ]}
      >
        With a key your own server starts checkouts, reads payments and refunds them.
      </Empty>
      <CodeBlock
        head="A first request, once you have a key"
        code={`curl "${location.origin}/api/transactions/" \\\n  -H "Authorization: Api-Key $API_KEY"`}
        copyName="Copy the request"
      />
    </>
  );
}

/** A program that opens a checkout with its key. */
function KeyArt() {
  return (
    <svg className="empty-art" viewBox="0 0 320 132" aria-hidden="true">
      <rect className="art-paper" x="26.5" y="16.5" width="104" height="100" rx="8" />
      <path className="art-line" d="M40 36h40M50 50h56M50 64h34M50 78h48M40 92h24" strokeWidth="3" />
      <path className="art-dashes" d="M138 66h40" strokeWidth="1.6" />
      <path className="art-line" d="M151 72a8 8 0 1 1 0-12h18v9M162 60v7" strokeWidth="2.4" fill="none" />
      <rect className="art-paper" x="186.5" y="8.5" width="76" height="116" rx="12" />
      <path className="art-line" d="M200 30h28M200 42h46M200 52h38" strokeWidth="3" />
      <path className="art-line" d="M200 74h48M200 78h48" strokeWidth="1" />
      <rect className="tick-solid" x="200" y="96" width="48" height="14" rx="4" />
    </svg>
  );
}
