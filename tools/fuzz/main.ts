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

/** They end the session of who asks, or let go of the whole tenant. */
const NOT_ASKED = '^/api/v1/(auth|sessions|tenants)';

async function fuzz({ seconds, seed, only }: FuzzOptions): Promise<number> {
  const program = await schemathesis();
  const world = stoppedWhenInterrupted(await suiteWorld({}));
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-fuzz-'));
  let found = 1;
  try {
    const args = ['run', `${world.url}/openapi.json`, '--header', `Authorization: Bearer ${await tokenOf(world)}`];
    args.push('--header', `Host: ${world.host}`, '--checks', CHECKS.join(','), '--exclude-path-regex', NOT_ASKED);
    args.push('--max-time', `${seconds}`, '--seed', `${seed}`, '--phases', 'coverage,fuzzing', '--no-shrink');
    args.push('--continue-on-failure', '--suppress-health-check', 'all', '--warnings', 'off');
    if (only !== undefined) args.push('--include-path-regex', only);
    found = await runToEnd(program, args, folder);
    return found;
  } finally {
    await rm(folder, { recursive: true, force: true });
    const left = await world.stop(found === 0);
    if (left !== undefined) process.stderr.write(`left to be looked at: ${left}\n`);
  }
}

async function tokenOf(world: World): Promise<string> {
  const meter = new Meter();
  const http = new HttpDoor(world.url, world.host, meter);
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
