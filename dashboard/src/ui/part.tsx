import { type FunctionComponent, useEffect, useReducer, useRef, useState } from 'react';
import { doesServerAnswer } from '@/lib/connection.ts';
import { Failure, SkeletonPage } from './loading.tsx';
import { useOnline } from './offline-bar.tsx';
import { showToast } from './toast.tsx';

/** What is fetched by its own file when it is first shown. A fetch that fails is repeated, and never leaves the page. */
type Part<Props> = FunctionComponent<Props> & { preload: () => Promise<void> };

type Looks = {
  /** Shown in its place while it is fetched, and when that failed. */
  readonly asScreen: boolean;
};

/** A dialog or the like: nothing shows while it is fetched, and a toast says when it could not be. */
export function part<Props extends object>(load: () => Promise<FunctionComponent<Props>>): Part<Props> {
  return partOf(load, { asScreen: false });
}

/**
 * A whole screen: says in its place that it could not be fetched, with a way to try again. What the module exports is
 * left untyped, because screens take their types from the router that they are given to.
 */
export function screen(load: () => Promise<Record<string, unknown>>, name: string): Part<object> {
  return partOf(async () => (await load())[name] as FunctionComponent<object>, { asScreen: true });
}

function partOf<Props extends object>(
  load: () => Promise<FunctionComponent<Props>>,
  { asScreen }: Looks,
): Part<Props> {
  let loaded: FunctionComponent<Props> | undefined;
  const fetchPart = async () => {
    loaded ??= await load();
  };
  function Shown(props: Props) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const [hasFailed, setFailed] = useState(false);
    const tries = useRef(0);
    const isOnline = useOnline();
    // What failed while there was no connection is fetched once there is one again.
    useEffect(() => {
      if (isOnline) setFailed(false);
    }, [isOnline]);
    useEffect(() => {
      if (loaded || hasFailed) return;
      fetchPart().then(redraw, async () => {
        // Browsers may keep that a file could not be fetched. Once the server answers again, the page itself is fetched anew.
        if (asScreen && tries.current > 0 && (await doesServerAnswer())) location.reload();
        tries.current += 1;
        setFailed(true);
        if (!asScreen) showToast('The server does not answer. Check your connection, then try again.');
      });
    }, [hasFailed]);
    if (loaded) {
      const Component = loaded;
      return <Component {...props} />;
    }
    if (!asScreen) return null;
    if (!hasFailed) return <SkeletonPage />;
    return (
      <div className="page">
        <Failure error={unanswered} retry={() => setFailed(false)} />
      </div>
    );
  }
  // Whoever fetches ahead does not care when it fails: showing it fetches again, and says so.
  return Object.assign(Shown, { preload: () => fetchPart().catch(() => undefined) });
}

const unanswered = new TypeError('A part of the app could not be fetched.');
