import { type Static, Type } from 'typebox';
import { oneOf } from './common.ts';

export const csvType = 'text/csv';
export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** How a list is written as CSV; without meaning for every other form of it. */
export const exportQuery = {
  separator: Type.Optional(
    oneOf(['comma', 'semicolon'], { description: 'Of CSV: what stands between cells, `comma` by default' }),
  ),
  decimal: Type.Optional(
    oneOf(['point', 'comma'], {
      description:
        'Of CSV: the decimal sign of amounts, `point` by default. Spreadsheets of countries with a decimal comma take 1.10 for the first of October',
    }),
  ),
  bom: Type.Optional(
    oneOf(['0', '1'], {
      description: 'Of CSV: `1` begins it with a byte order mark, by which Excel knows that it is UTF-8',
    }),
  ),
};
const exportQuerySchema = Type.Object(exportQuery);
export type ExportQuery = Static<typeof exportQuerySchema>;
