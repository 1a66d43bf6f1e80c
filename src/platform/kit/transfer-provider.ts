/**
 * The provider whose buyers send the money themselves, and whose refunds the merchant sends: as addresses, tables, answers and
 * screens name it.
 */
export const transferProvider = 'bank';
