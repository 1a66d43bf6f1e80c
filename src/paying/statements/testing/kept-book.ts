import { type CountVerdict, countOnce } from '../count-once.ts';
import { createOccurrences } from '../occurrences.ts';
import type { StatementEntry, StatementPart } from '../statement.ts';

export type Kept = {
  readonly account: string;
  readonly day: string;
  readonly content: string;
  readonly movement: string;
  readonly isBare: boolean;
  readonly entry: StatementEntry;
};

/** What an import keeps, as a list; the same decisions as over a database. */
export function createKeptBook() {
  const kept: Kept[] = [];
  return {
    kept,
    /** The verdicts on the entries of one file, those that are no money left out. */
    async take(parts: AsyncIterable<StatementPart>): Promise<CountVerdict[]> {
      const occurrenceOf = createOccurrences();
      const verdicts: CountVerdict[] = [];
      for await (const part of parts) {
        if (part.part !== 'entry') continue;
        const { entry, statement } = part;
        const occurrence = occurrenceOf(statement, entry);
        if (occurrence === undefined) continue;
        const { day, content, movement, isBare } = occurrence.identity;
        const account = statement.account.id;
        const ofDay = kept.filter((each) => each.account === account && each.day === day);
        const ofMovement = ofDay.filter((each) => each.movement === movement);
        const verdict = countOnce(
          occurrence.identity,
          {
            ofContent: (wanted) => ofDay.filter((each) => each.content === wanted).length,
            ofMovement: () => ofMovement.length,
            bareOfMovement: () => ofMovement.filter((each) => each.isBare).length,
          },
          occurrence.before,
        );
        verdicts.push(verdict);
        const row = { account, day, content, movement, isBare, entry };
        if (verdict === 'new') kept.push(row);
        if (verdict === 'completes') {
          const bare = ofMovement.filter((each) => each.isBare);
          const place = bare.find((each) => isBatch(each.entry) === isBatch(entry)) ?? bare[0];
          kept[kept.indexOf(place as Kept)] = row;
        }
      }
      return verdicts;
    },
  };
}

function isBatch({ batch }: StatementEntry): boolean {
  return batch !== 'none';
}
