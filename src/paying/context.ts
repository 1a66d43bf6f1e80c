import type { KeyedContext } from '#platform/context.ts';
import type { HotPath } from './checkouts/hot/hot-path.ts';
import type { Connectors } from './connections/connector.ts';
import type { Providers } from './providers/port.ts';

/** What use-cases of this wing may reach beside the common context. */
export type PayingContext = KeyedContext & {
  readonly providers: Providers;
  readonly connectors: Connectors;
  readonly hotPath: HotPath;
};
