import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const SPEC = `
import { expect, it } from '@jest/globals';
import { describeReal } from '#libs/testing/real-parts/real-parts';
describeReal('redis', 'with one part', () => it('runs', () => expect(1).toBe(1)));
describeReal(['redis', 'consul'], 'with two parts', () => it('runs', () => expect(1).toBe(1)));
`;
const NOBODY = '127.0.0.1:1';

describe('a spec that needs real parts', () => {
  let folder: string;
  let redis: Server;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'switchboard-real-parts-'));
    writeFileSync(join(folder, 'needs-parts.spec.ts'), SPEC);
    redis = await fakeRedis();
  });
  afterAll(() => {
    redis.close();
    rmSync(folder, { recursive: true });
  });

  it('runs where they answer, and is skipped with the reason where they do not', async () => {
    const { exitCode, output } = await runSpecs(folder, { CI: 'false', REAL_REDIS: endpointOf(redis) });
    expect(output).toContain('real parts running: redis; absent: mariadb, rocketmq, consul, mail');
    expect(output).toContain('✓ runs');
    expect(output).toContain('○ skipped needs real parts (consul is not running)');
    expect(output).toContain('not tested on the real parts: mariadb, rocketmq, consul, mail');
    expect(output).toMatch(/^1 passed, 0 failed, 1 skipped$/m);
    expect(exitCode).toBe(0);
  });

  it('fails with CI=true where they do not answer', async () => {
    const { exitCode, output } = await runSpecs(folder, { CI: 'true', REAL_REDIS: endpointOf(redis) });
    expect(output).toContain('consul is not running; start the real parts with: npm run real -- up');
    expect(output).toMatch(/^1 passed, 1 failed, 0 skipped$/m);
    expect(exitCode).toBe(1);
  });

  it('does not take a stranger on the port for the part', async () => {
    const { output } = await runSpecs(folder, {
      CI: 'false',
      REAL_MARIADB: endpointOf(redis),
      REAL_CONSUL: endpointOf(redis),
    });
    expect(output).toContain('real parts running: none');
  });
});

/** Runs the specs of a folder under this repository's own Jest configuration; only what `environment` names is there. */
function runSpecs(
  folder: string,
  environment: NodeJS.ProcessEnv,
): Promise<{ exitCode: number | null; output: string }> {
  const nowhere = {
    REAL_MARIADB: NOBODY,
    REAL_REDIS: NOBODY,
    REAL_ROCKETMQ: NOBODY,
    REAL_CONSUL: NOBODY,
    REAL_MAIL: NOBODY,
  };
  const jest = ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--verbose', '--roots', folder];
  return new Promise((resolve) => {
    const child = execFile(process.execPath, jest, { env: { ...nowhere, ...environment } }, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, output: stdout + stderr }),
    );
  });
}

async function fakeRedis(): Promise<Server> {
  const server = createServer((socket) => socket.once('data', () => socket.end('+PONG\r\n')));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function endpointOf(server: Server): string {
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
