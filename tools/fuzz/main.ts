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

/** What takes the log-in or the tenants with it comes last, each asked by somebody it may take. */
interface Pass {
  readonly host: string;
  readonly paths: string;
  readonly excluded?: string;
  /** Of the time for guessing. */
  readonly share: number;
}
const SESSIONS = '^/api/v1/(auth|sessions|mfa)';
const TENANTS = '^/api/v1/(tenants|tenant-)';
const PASSES: readonly Pass[] = [
  { host: 'localhost', paths: '.', excluded: `${SESSIONS}|${TENANTS}`, share: 0.8 },
  { host: 'platform.localhost', paths: TENANTS, share: 0.1 },
  { host: 'localhost', paths: SESSIONS, share: 0.1 },
];

/** The limits of each field of every operation, however long that takes; then guesses for as long as there is time. */
const PHASES = ['coverage', 'fuzzing'] as const;

async function fuzz(options: FuzzOptions): Promise<number> {
  const program = await schemathesis();
  const world = stoppedWhenInterrupted(await suiteWorld({}));
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-fuzz-'));
  let found = 1;
  try {
    const passes = options.only === undefined ? PASSES : [{ host: world.host, paths: options.only, share: 1 }];
    const ends: number[] = [];
    for (const pass of passes)
      for (const phase of PHASES) ends.push(await runToEnd(program, await argsOf(world, pass, phase, options), folder));
    found = Math.max(...ends);
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
    const left = await world.stop(found === 0);
    if (left !== undefined) process.stderr.write(`left to be looked at: ${left}\n`);
  }
}

async function argsOf(
  world: World,
  { host, paths, excluded, share }: Pass,
  phase: (typeof PHASES)[number],
  { seconds, seed }: FuzzOptions,
) {
  const token = await tokenOf(world, host);
  const args = ['run', `${world.url}/openapi.json`, '--header', `Authorization: Bearer ${token}`];
  args.push('--header', `Host: ${host}`, '--checks', CHECKS.join(','), '--include-path-regex', paths);
  if (excluded !== undefined) args.push('--exclude-path-regex', excluded);
  if (phase === 'fuzzing') args.push('--max-time', `${Math.max(10, Math.round(seconds * share))}`);
  args.push('--seed', `${seed}`);
  // A tenant is made in seconds, so that nothing else would be asked.
  args.push('--exclude-operation-id', 'createTenant');
  args.push('--phases', phase, '--no-shrink', '--continue-on-failure');
  return [...args, '--suppress-health-check', 'all', '--warnings', 'off'];
}

async function tokenOf(world: World, host: string): Promise<string> {
  const meter = new Meter();
  const http = new HttpDoor(world.url, host, meter);
  try {
    return (await (await logIn(new Caller(http, meter), world.admin)).current())!;
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
