/** Round values from zero to at least `most`, at most `count` steps apart. */
export function axisTicks(most: number, count: number): number[] {
  if (most <= 0) return [0];
  const rough = most / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const ticks: number[] = [];
  for (let index = 0; (index - 1) * step < most; index += 1) ticks.push(index * step);
  return ticks;
}
