import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller } from '../api/caller.js';
import { HttpDoor } from '../api/http-door.js';
import { logIn } from '../api/log-in.js';
import { Meter } from '../api/meter.js';
import { stoppedWhenInterrupted } from '../world/open-world.js';
import { suiteWorld } from '../world/suite-world.js';
import type { World } from '../world/world.js';
import { passesOver, passesOverAll, phasesOf, sampleOf, type Pass, type Phase } from './passes.js';
import { readOptions, USAGE, WrongOptions, type FuzzOptions } from './options.js';
import { CannotFuzz, runToEnd, schemathesis } from './schemathesis.js';

/** An answer is what the document says, and never the server's fault. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
];

async function fuzz(options: FuzzOptions): Promise<number> {
  const program = await schemathesis();
  const world = stoppedWhenInterrupted(await suiteWorld({}));
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-fuzz-'));
  let found = 1;
  try {
    const passes = options.only === undefined ? passesOverAll(options['one-in']) : passesOver(options.only);
    const ends: number[] = [];
    for (const pass of passes)
      for (const phase of phasesOf(pass))
        ends.push(await runToEnd(program, await argsOf(world, pass, phase, options), folder));
    found = Math.max(...ends);
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
    const left = await world.stop(found === 0);
    if (left !== undefined) process.stderr.write(`left to be looked at: ${left}\n`);
  }
}

async function argsOf(world: World, pass: Pass, phase: Phase, { seconds, seed }: FuzzOptions) {
  const { by, share } = pass;
  const token = await tokenOf(world, by);
  const args = ['run', `${world.url}/openapi.json`, '--header', `Authorization: Bearer ${token}`];
  args.push('--header', `Host: ${by.host}`, '--checks', CHECKS.join(','), ...(await operationsOf(world, pass, seed)));
  const most = phase === 'fuzzing' ? Math.max(10, Math.round(seconds * share)) : pass.seconds;
  if (most !== undefined) args.push('--max-time', `${most}`);
  args.push('--seed', `${seed}`, '--phases', phase, '--no-shrink', '--continue-on-failure');
  return [...args, '--suppress-health-check', 'all', '--warnings', 'off'];
}

async function operationsOf(world: World, pass: Pass, seed: number): Promise<string[]> {
  const { paths, excluded } = pass;
  if ((pass.oneIn ?? 1) === 1)
    return ['--include-path-regex', paths, ...(excluded === undefined ? [] : ['--exclude-path-regex', excluded])];
  const document: unknown = await (await fetch(`${world.url}/openapi.json`)).json();
  return sampleOf(document, pass, seed).flatMap((id) => ['--include-operation-id', id]);
}

async function tokenOf(world: World, { host, login }: Pass['by']): Promise<string> {
  const meter = new Meter();
  const http = new HttpDoor(world.url, host, meter);
  try {
    return (await (await logIn(new Caller(http, meter), { ...world.admin, login })).current())!;
  } finally {
    await http.close();
  }
}

try {
  process.exitCode = await fuzz(readOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof CannotFuzz || error instanceof WrongOptions)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof WrongOptions ? `\n${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
