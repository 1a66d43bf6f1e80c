import { cardBrand, groupDigits } from '../../card-brand.ts';

/** Groups the card's digits, tells its brand in words and writes the expiry as "08 / 28" while it is typed. */
export function enhanceCardFields(): void {
  const number = document.querySelector<HTMLInputElement>('#number');
  const expiry = document.querySelector<HTMLInputElement>('#expiry');
  whenTyped(number, () => {
    if (!number) return;
    rewrite(number, groupDigits);
    tellBrand(number.value);
  });
  whenTyped(expiry, (event) => {
    const deletes = (event as InputEvent).inputType?.startsWith('delete') ?? false;
    if (expiry && !deletes) rewrite(expiry, readsAsIs(expiry.value) ? () => expiry.value : groupExpiry);
  });
  const code = document.querySelector<HTMLInputElement>('#cvc');
  whenTyped(code, () => {
    if (code) rewrite(code, (digits) => digits);
  });
}

/** Not in the middle of a composition: the input method would write what it composes once more. */
function whenTyped(input: HTMLInputElement | null, format: (event: Event) => void): void {
  input?.addEventListener('input', (event) => {
    if (!(event as InputEvent).isComposing) format(event);
  });
  input?.addEventListener('compositionend', format);
}

/** "1/31" is for the server to read: in its digits alone it would be another. */
function readsAsIs(text: string): boolean {
  return /^\s*1\s*[/.-]/.test(text.normalize('NFKC'));
}

/** Formats the digits and leaves the cursor behind the digit it stood behind. */
function rewrite(input: HTMLInputElement, format: (digits: string) => string): void {
  const cursor = input.selectionStart ?? input.value.length;
  const digitsBefore = digitsOf(input.value.slice(0, cursor)).length;
  const formatted = format(digitsOf(input.value));
  if (formatted === input.value) return;
  const atEnd = cursor === input.value.length;
  input.value = formatted;
  const position = atEnd ? formatted.length : positionAfter(formatted, digitsBefore);
  if (document.activeElement === input) input.setSelectionRange(position, position);
}

function positionAfter(formatted: string, digitCount: number): number {
  let position = 0;
  for (let seen = 0; seen < digitCount && position < formatted.length; position++) {
    if (/\d/.test(formatted[position] ?? '')) seen++;
  }
  return position;
}

/**
 * "828" means August: no month begins with 2 to 9, so the zero may be left out. A pasted year may have four digits, and may
 * come first: no month is 20.
 */
function groupExpiry(digits: string): string {
  if (digits === '2' || digits === '20') return digits;
  if (digits.startsWith('20')) return [digits.slice(0, 4), digits.slice(4, 6)].filter(Boolean).join('-');
  const padded = /^[2-9]/.test(digits) ? `0${digits}` : digits;
  const year = padded.length === 6 ? padded.slice(4) : padded.slice(2, 4);
  return padded.length < 2 ? padded : `${padded.slice(0, 2)} / ${year}`;
}

function tellBrand(number: string): void {
  const brand = cardBrand(digitsOf(number));
  const output = document.querySelector('#card-brand');
  if (output && output.textContent !== brand.name) output.textContent = brand.name;
  const code = document.querySelector<HTMLInputElement>('#cvc');
  if (code) code.placeholder = (brand.codeLength === 4 ? code.dataset.long : code.dataset.short) ?? '';
}

function digitsOf(text: string): string {
  return text.normalize('NFKC').replace(/\D/g, '');
}
