import type { House } from './house.ts';
import type { RowName } from './options.ts';
import type { RowResult } from './report/result.ts';
import { hotRow } from './rows/hot.ts';
import { limitsRow } from './rows/limits.ts';
import { listsRow } from './rows/lists.ts';
import { payRow } from './rows/pay.ts';
import { pageRow, previewRow } from './rows/preview.ts';
import { rushRow } from './rows/rush.ts';
import { startRow } from './rows/start.ts';
import { startUpRow } from './rows/start-up.ts';
import { webhooksRow } from './rows/webhooks.ts';

export const rows: Readonly<Record<RowName, (house: House) => Promise<RowResult>>> = {
  preview: previewRow,
  page: pageRow,
  rush: rushRow,
  start: startRow,
  hot: hotRow,
  limits: limitsRow,
  pay: payRow,
  webhooks: webhooksRow,
  'start-up': startUpRow,
  lists: listsRow,
};
