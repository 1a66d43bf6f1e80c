import { ApiProblem, sentenceOf } from '@/api/client.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';

/** Rows in the shape of what comes; they appear only when it takes longer than a blink. */
export function SkeletonRows({ rows = 6 }: { readonly rows?: number }) {
  return (
    <div className="skeleton-rows" role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => index).map((index) => (
        <div key={index}>
          <span className="skeleton skeleton-name" />
          <span className="skeleton skeleton-pill" />
          <span className="skeleton skeleton-amount" />
        </div>
      ))}
    </div>
  );
}

export function SkeletonPage() {
  return (
    <div className="page" role="status" aria-label="Loading">
      <span className="skeleton skeleton-heading" />
      <div className="card">
        <SkeletonRows />
      </div>
    </div>
  );
}

const notFoundStatus = 404;

/** What stands in the place of data that could not be read. */
export function Failure({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  if (error instanceof ApiProblem && error.status === notFoundStatus) {
    return (
      <Notice tone="neutral" title="There is nothing at this address">
        It may have been mistyped, or belong to another organization.
      </Notice>
    );
  }
  return (
    <Notice
      tone="critical"
      title="This could not be loaded"
      action={
        retry && (
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        )
      }
    >
      {error instanceof TypeError
        ? 'The server does not answer. Check your connection, then try again.'
        : sentenceOf(error)}
    </Notice>
  );
}
