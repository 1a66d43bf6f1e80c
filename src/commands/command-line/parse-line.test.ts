import { describe, expect, it } from 'vitest';
import { commands } from '#commands/commands.ts';
import { type Command, UsageError } from './command.ts';
import { helpOn, helpOnAll } from './help.ts';
import { findCommand, parseLine } from './parse-line.ts';

const paint: Command = {
  name: 'wall paint',
  about: 'Paints a wall.',
  takes: ['wall'],
  options: {
    colour: { placeholder: 'colour', about: 'Which', isRequired: true },
    coats: { placeholder: 'number', about: 'How many' },
    dry: { about: 'Waits until it is dry' },
  },
  run: async () => undefined,
};

describe('parseLine', () => {
  it('reads words, options and switches in any order', () => {
    expect(parseLine(paint, ['--dry', '--colour', 'dark red', 'north', '--coats=2'])).toEqual({
      taken: { wall: 'north' },
      repeated: [],
      options: { colour: 'dark red', coats: '2' },
      switches: new Set(['dry']),
    });
  });

  it('gives all words for the last that is taken, where it may be given several times', () => {
    const many: Command = { ...paint, repeatsLast: true };
    const { taken, repeated } = parseLine(many, ['north', '--colour', 'red', 'south']);
    expect([taken, repeated]).toEqual([{ wall: 'north' }, ['north', 'south']]);
  });

  it.each([
    [['north'], '--colour is missing.'],
    [['--colour', 'red'], '<wall> is missing.'],
    [['north', 'south', '--colour', 'red'], '"south" is too much: quote values with spaces.'],
    [['north', '--color', 'red'], "Unknown option '--color'."],
    [['north', '--colour'], "Option '--colour <value>' argument missing."],
    [['north', '--colour', '--dry'], "Option '--colour' argument is ambiguous."],
    [['north', '--colour', 'red', '--dry=yes'], "Option '--dry' does not take an argument."],
  ])('refuses %j with one sentence', (words, sentence) => {
    expect(() => parseLine(paint, words)).toThrow(new UsageError(sentence));
  });
});

describe('findCommand', () => {
  it('takes the words of the name off the line', () => {
    expect(findCommand([paint], ['wall', 'paint', 'north'])).toEqual({ command: paint, rest: ['north'] });
  });

  it.each([[['wall']], [['paint']], [['walls', 'paint']]])('finds nothing for %j', (words) => {
    expect(findCommand([paint], words)).toBeUndefined();
  });
});

describe('the help', () => {
  it('explains every option of a command', () => {
    expect(helpOn(paint)).toBe(
      [
        'Usage: npm run linktill -- wall paint <wall> --colour <colour> [--coats <number>] [--dry]',
        '',
        'Paints a wall.',
        '',
        'Options:',
        '  --colour <colour>  Which (required)',
        '  --coats <number>   How many',
        '  --dry              Waits until it is dry',
        '',
      ].join('\n'),
    );
  });

  it('lists every command that there is', () => {
    const help = helpOnAll(commands);
    for (const { name, about } of commands)
      expect(help).toMatch(new RegExp(`^  ${name} .*${about.slice(0, 20)}`, 'm'));
    expect(new Set(commands.map(({ name }) => name)).size).toBe(commands.length);
  });
});
