import { describe, expect, it } from 'vitest';
import { judgeOrigin } from './origin-words.ts';

describe('judgeOrigin', () => {
  it.each([
    ['https://shop.example.com', 'https://shop.example.com', false],
    [' https://Shop.Example.com/ ', 'https://shop.example.com', false],
    ['https://shop.example.com:443', 'https://shop.example.com', false],
    ['https://shop.example.com:8443', 'https://shop.example.com:8443', false],
    ['http://localhost:3000', 'http://localhost:3000', false],
    ['https://shop.example.com/thanks?order=1', 'https://shop.example.com', true],
  ])('takes %j as %s', (typed, origin, isCut) => {
    expect(judgeOrigin(typed)).toEqual({ origin, isCut });
  });

  it.each([
    ['', 'Enter an address'],
    ['shop.example.com', 'Begin with https://: https://shop.example.com.'],
    ['ftp://shop.example.com', 'Begin with https://'],
    ['https://*.example.com', 'Add each one by itself'],
    ['http://shop.example.com', 'Only https is safe'],
    ['https://me@shop.example.com', 'That is no address'],
    ['https://', 'That is no address'],
  ])('refuses %j and says why', (typed, words) => {
    expect(judgeOrigin(typed).problem).toContain(words);
  });
});
