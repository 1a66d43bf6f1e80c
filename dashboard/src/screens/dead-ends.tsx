import { Link } from '@tanstack/react-router';
import { sentenceOf } from '@/api/client.ts';
import { Button } from '@/ui/button.tsx';

/** An address that leads nowhere. */
export function MissingScreen() {
  return (
    <div className="dead-end">
      <title>Not found</title>
      <h1>There is nothing at this address</h1>
      <p>It may have been mistyped, or belong to another organization.</p>
      <Link to="/" className="button button-secondary button-normal">
        Go to Home
      </Link>
    </div>
  );
}

/** A fault of ours, or a part of the app that could not be fetched. */
export function CrashScreen({ error }: { readonly error: unknown }) {
  return (
    <div className="dead-end" role="alert">
      <h1>This page broke</h1>
      <p>{sentenceOf(error)}</p>
      <Button onClick={() => location.reload()}>Reload</Button>
    </div>
  );
}
