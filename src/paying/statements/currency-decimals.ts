const none = [
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF'],
  ...['UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'],
];
const three = ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'];
const four = ['CLF', 'UYW'];

const decimals: ReadonlyMap<string, number> = new Map([
  ...none.map((code) => [code, 0] as const),
  ...three.map((code) => [code, 3] as const),
  ...four.map((code) => [code, 4] as const),
]);

/** Decimal places of an ISO 4217 currency. What `Intl` says differs: it rounds some to what shops use. */
export function decimalsOf(currency: string): number {
  return decimals.get(currency) ?? 2;
}

const codePattern = /^[A-Z]{3}$/;

export function isCurrencyCode(text: string): boolean {
  return codePattern.test(text);
}
