/**
 * Arithmetic as done with pencil on paper: decimal digits, carries, long division. Slow, and on purpose nothing
 * like the `bigint` code it checks. Numbers are strings of digits with an optional minus sign.
 */
export const longhand = { add, subtract, multiply, divideRounded, compare };

function add(left: string, right: string): string {
  if (isNegative(left) && isNegative(right)) return negate(addDigits(digitsOf(left), digitsOf(right)));
  if (isNegative(left)) return subtract(right, digitsOf(left));
  if (isNegative(right)) return subtract(left, digitsOf(right));
  return addDigits(left, right);
}

function subtract(left: string, right: string): string {
  if (isNegative(right)) return add(left, digitsOf(right));
  if (isNegative(left)) return negate(addDigits(digitsOf(left), right));
  return compareDigits(left, right) >= 0 ? subtractDigits(left, right) : negate(subtractDigits(right, left));
}

function multiply(left: string, right: string): string {
  let sum = '0';
  let zeros = '';
  for (const digit of [...digitsOf(right)].reverse()) {
    for (let times = Number(digit); times > 0; times--) sum = addDigits(sum, digitsOf(left) + zeros);
    zeros += '0';
  }
  return isNegative(left) === isNegative(right) ? sum : negate(sum);
}

/** Long division, then one more if the remainder is at least half of the (positive) divisor. */
function divideRounded(dividend: string, divisor: string): string {
  let quotient = '';
  let remainder = '0';
  for (const digit of digitsOf(dividend)) {
    remainder = trim(remainder + digit);
    let count = 0;
    while (compareDigits(remainder, divisor) >= 0) {
      remainder = subtractDigits(remainder, divisor);
      count += 1;
    }
    quotient += String(count);
  }
  const roundsUp = compareDigits(addDigits(remainder, remainder), divisor) >= 0;
  const magnitude = addDigits(trim(quotient), roundsUp ? '1' : '0');
  return isNegative(dividend) ? negate(magnitude) : magnitude;
}

function compare(left: string, right: string): number {
  const difference = subtract(left, right);
  if (isNegative(difference)) return -1;
  return difference === '0' ? 0 : 1;
}

function addDigits(left: string, right: string): string {
  const length = Math.max(left.length, right.length);
  const [top, bottom] = [left.padStart(length, '0'), right.padStart(length, '0')];
  let carry = 0;
  let sum = '';
  for (let place = length - 1; place >= 0; place--) {
    const column = Number(top[place]) + Number(bottom[place]) + carry;
    sum = String(column % 10) + sum;
    carry = column >= 10 ? 1 : 0;
  }
  return trim(`${carry}${sum}`);
}

/** Needs `left >= right`. */
function subtractDigits(left: string, right: string): string {
  const bottom = right.padStart(left.length, '0');
  let borrow = 0;
  let difference = '';
  for (let place = left.length - 1; place >= 0; place--) {
    const column = Number(left[place]) - Number(bottom[place]) - borrow;
    difference = String((column + 10) % 10) + difference;
    borrow = column < 0 ? 1 : 0;
  }
  return trim(difference);
}

function compareDigits(left: string, right: string): number {
  const [first, second] = [trim(left), trim(right)];
  if (first.length !== second.length) return first.length - second.length;
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function trim(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

function isNegative(number: string): boolean {
  return number.startsWith('-');
}

function digitsOf(number: string): string {
  return number.replace('-', '');
}

function negate(digits: string): string {
  return digits === '0' ? '0' : `-${digits}`;
}
