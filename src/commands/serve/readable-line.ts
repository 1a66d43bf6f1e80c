const notShown = new Set([
  'level',
  'time',
  'msg',
  'err',
  'request_id',
  'method',
  'route',
  'status',
  'duration_ms',
  'statement',
]);

/** A log line for a person at a terminal, from the JSON that machines get. */
export function readableLine(json: string): string {
  const line = JSON.parse(json) as Record<string, unknown> & { time: string; level: string };
  const fields = Object.entries(line)
    .filter(([name]) => !notShown.has(name))
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const parts = [line.time.slice(11, 19), ...levelOf(line.level), sentenceOf(line), ...fields];
  const { stack } = (line.err ?? {}) as { stack?: string };
  return `${[parts.join(' '), ...(stack ? [stack] : [])].join('\n')}\n`;
}

/** Only what is out of the ordinary carries its level. */
function levelOf(level: string): string[] {
  return level === 'info' ? [] : [level.toUpperCase()];
}

function sentenceOf(line: Record<string, unknown>): string {
  if (line.msg === 'statement') return `${line.duration_ms} ms ${line.statement}`;
  if (line.msg !== 'request') return String(line.msg ?? '');
  return `${line.status} ${line.method} ${line.route} ${line.duration_ms} ms`;
}
