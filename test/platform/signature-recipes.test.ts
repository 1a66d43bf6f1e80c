import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signedHeaders } from '#messaging/webhooks/deliveries/signature.ts';
import { type RecipeId, signatureRecipes } from '#platform/contract/signature-recipes.ts';

/** Recipes that merchants copy, run by the languages themselves, as far as they are installed. */
type Case = {
  readonly name: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly secret: string;
  readonly genuine: boolean;
};

const [fresh = '', former = '', foreign = ''] = ['fresh', 'former', 'foreign'].map(
  (name) => `whsec_${Buffer.from(name.padEnd(32, '\u00ff'), 'latin1').toString('base64')}`,
);
const body = Buffer.from('{"event":"webhook.test","note":"Grüße, 店 and \u0000 too"}');

function signed(ageSeconds: number, secrets: readonly string[], over: Buffer = body) {
  return signedHeaders({
    deliveryId: '019a61f2-7c40-7d3e-9b52-e50000000002',
    eventId: 'evt_019a61f27c407d3e9b52e50000000002',
    eventType: 'webhook.test',
    body: over,
    timestampSeconds: Math.floor(Date.now() / 1000) - ageSeconds,
    secrets,
  });
}

function cases(): readonly Case[] {
  const headers = signed(0, [fresh]);
  const both = signed(0, [fresh, former]);
  const { 'webhook-signature': signature = '', 'webhook-timestamp': time = '' } = headers;
  const changed = (name: string, changes: Readonly<Record<string, string>>): Case => ({
    name,
    body,
    headers: { ...headers, ...changes },
    secret: fresh,
    genuine: false,
  });
  const old = (name: string, ageSeconds: number, genuine: boolean): Case => ({
    name,
    body,
    headers: signed(ageSeconds, [fresh]),
    secret: fresh,
    genuine,
  });
  return [
    { name: 'as it came', body, headers, secret: fresh, genuine: true },
    { name: 'the new secret during a rotation', body, headers: both, secret: fresh, genuine: true },
    { name: 'the former secret during a rotation', body, headers: both, secret: former, genuine: true },
    { name: 'another secret', body, headers: both, secret: foreign, genuine: false },
    {
      name: 'another body',
      body: Buffer.from(body.toString().replace('too', 'two')),
      headers,
      secret: fresh,
      genuine: false,
    },
    { name: 'no body', body: Buffer.alloc(0), headers, secret: fresh, genuine: false },
    {
      name: 'bytes that are no text',
      body: Buffer.from([0, 0xff, 0xfe, 10]),
      headers: signed(0, [fresh], Buffer.from([0, 0xff, 0xfe, 10])),
      secret: fresh,
      genuine: true,
    },
    old('four minutes old', 240, true),
    old('four minutes ahead', -240, true),
    old('six minutes old', 360, false),
    old('six minutes ahead', -360, false),
    changed('another id', { 'webhook-id': 'evt_other' }),
    changed('another time', { 'webhook-timestamp': String(Number(time) - 1) }),
    changed('a time that is none', { 'webhook-timestamp': 'soon' }),
    changed('a time of more than digits', { 'webhook-timestamp': `${time}\n` }),
    changed('an endless time', { 'webhook-timestamp': '9'.repeat(5000) }),
    changed('an empty time', { 'webhook-timestamp': '' }),
    changed('an empty signature', { 'webhook-signature': '' }),
    changed('a signature of another version', { 'webhook-signature': signature.replace('v1,', 'v2,') }),
    changed('a signature without its version', { 'webhook-signature': signature.slice(3) }),
    changed('a signature cut short', { 'webhook-signature': signature.slice(0, -4) }),
    changed('a signature with more behind it', { 'webhook-signature': `${signature}A` }),
    changed('a signature that is no ASCII', { 'webhook-signature': 'v1,Grüße' }),
    { name: 'no headers at all', body, headers: {}, secret: fresh, genuine: false },
  ];
}

type Language = {
  /** Told how to say its version, it answers where it is installed. */
  readonly probe: readonly string[];
  /** Writes the recipe and a program around it; returns what runs the program. */
  readonly prepare: (code: string, folder: string) => Promise<readonly string[]>;
};

/** Each program reads cases as JSON from its input, and writes what the recipe says about each. */
const languages: Readonly<Record<RecipeId, Language>> = {
  node: {
    probe: ['node', '--version'],
    prepare: async (code, folder) => {
      const { code: plain } = await transform(code, { loader: 'ts', format: 'esm' });
      writeFileSync(join(folder, 'recipe.mjs'), plain);
      return write(
        folder,
        'run.mjs',
        `import { readFileSync } from 'node:fs';
import { isGenuine } from './recipe.mjs';
const cases = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(cases.map((each) => isGenuine(Buffer.from(each.body, 'base64'), each.headers, each.secret))));`,
        ['node'],
      );
    },
  },
  python: {
    probe: ['python3', '--version'],
    prepare: async (code, folder) => {
      writeFileSync(join(folder, 'recipe.py'), code);
      return write(
        folder,
        'run.py',
        `import base64, json, sys
from recipe import is_genuine
cases = json.load(sys.stdin)
print(json.dumps([is_genuine(base64.b64decode(each["body"]), each["headers"], each["secret"]) for each in cases]))`,
        ['python3', '-B'],
      );
    },
  },
  php: {
    probe: ['php', '--version'],
    prepare: async (code, folder) => {
      writeFileSync(join(folder, 'recipe.php'), code);
      return write(
        folder,
        'run.php',
        `<?php
require __DIR__ . '/recipe.php';
$cases = json_decode(stream_get_contents(STDIN), true);
echo json_encode(array_map(fn ($each) => is_genuine(base64_decode($each['body']), $each['headers'], $each['secret']), $cases));`,
        ['php'],
      );
    },
  },
  ruby: {
    probe: ['ruby', '-ropenssl', '--version'],
    prepare: async (code, folder) => {
      writeFileSync(join(folder, 'recipe.rb'), code);
      return write(
        folder,
        'run.rb',
        `require "json"
require_relative "recipe"
cases = JSON.parse($stdin.read)
puts JSON.generate(cases.map { |each| genuine?(each["body"].unpack1("m"), each["headers"], each["secret"]) })`,
        ['ruby'],
      );
    },
  },
  go: {
    probe: ['go', 'version'],
    prepare: async (code, folder) => {
      mkdirSync(join(folder, 'webhooks'));
      writeFileSync(join(folder, 'webhooks', 'recipe.go'), code);
      writeFileSync(join(folder, 'go.mod'), 'module receiver\n\ngo 1.19\n');
      return write(
        folder,
        'main.go',
        `package main

import (
	"encoding/json"
	"net/http"
	"os"

	"receiver/webhooks"
)

func main() {
	var cases []struct {
		Body    []byte
		Headers map[string]string
		Secret  string
	}
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil {
		panic(err)
	}
	said := []bool{}
	for _, each := range cases {
		headers := http.Header{}
		for name, value := range each.Headers {
			headers.Set(name, value)
		}
		said = append(said, webhooks.IsGenuine(each.Body, headers, each.Secret))
	}
	json.NewEncoder(os.Stdout).Encode(said)
}`,
        ['go', 'run'],
      );
    },
  },
};

function write(folder: string, name: string, program: string, command: readonly string[]) {
  const path = join(folder, name);
  writeFileSync(path, program);
  return [...command, path];
}

function isInstalled({ probe: [command = '', ...options] }: Language): boolean {
  return spawnSync(command, options).status === 0;
}

const installed = signatureRecipes.filter(({ id }) => isInstalled(languages[id]));

describe('recipes that verify the signature of a webhook', () => {
  it('runs those of Node and Python at least', () => {
    expect(installed.map(({ id }) => id)).toEqual(expect.arrayContaining(['node', 'python']));
  });

  it.each(installed)(
    'passes what we sign and refuses everything else: $label',
    async ({ id, code }) => {
      const folder = temporaryFolder(id);
      const [command = '', ...options] = await languages[id].prepare(code, folder);
      const asked = cases();
      const { stdout, stderr } = spawnSync(command, options, {
        cwd: folder,
        input: JSON.stringify(asked.map((each) => ({ ...each, body: each.body.toString('base64') }))),
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const said = JSON.parse(stdout) as boolean[];
      expect(asked.map(({ name }, index) => [name, said[index]])).toEqual(
        asked.map(({ name, genuine }) => [name, genuine]),
      );
    },
    120_000,
  );

  it('is sound TypeScript where it says so', () => {
    const folder = temporaryFolder('types');
    const [{ code }] = signatureRecipes;
    writeFileSync(join(folder, 'recipe.ts'), code);
    const compilerOptions = {
      strict: true,
      noEmit: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      module: 'nodenext',
      target: 'es2022',
      types: ['node'],
      typeRoots: [join(process.cwd(), 'node_modules', '@types')],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    const compiler = join(process.cwd(), 'node_modules', '.bin', 'tsc');
    const { stdout, status } = spawnSync(compiler, ['-p', folder], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });
});

function temporaryFolder(id: string): string {
  const folder = mkdtempSync(join(tmpdir(), `recipe-${id}-`));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}
