import type { Logger } from 'pino';

/** What has to be undone at the end, each thing with a name for the log. */
export type Closers = {
  add(name: string, close: () => Promise<void>): void;
  /** Undoes everything, the last first, whatever fails; tells whether all went well. */
  closeAll(): Promise<boolean>;
};

export function createClosers(log: Logger): Closers {
  const closers: { name: string; close: () => Promise<void> }[] = [];
  return {
    add: (name, close) => void closers.push({ name, close }),
    closeAll: async () => {
      let isClean = true;
      for (const { name, close } of closers.splice(0).reverse()) {
        try {
          await close();
        } catch (error) {
          isClean = false;
          log.error({ err: error }, `${name} did not close`);
        }
      }
      return isClean;
    },
  };
}
