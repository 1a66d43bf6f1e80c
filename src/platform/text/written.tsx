import { withinItself } from '#platform/contract/directions.ts';

/** What a merchant or buyer wrote, in a direction of its own that turns nothing beside it. */
export function Written({ children }: { children: string }) {
  return <bdi>{withinItself(children)}</bdi>;
}
