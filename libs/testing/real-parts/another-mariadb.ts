import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createConnection } from 'mysql2/promise';
import { eventually } from '../eventually.js';

const run = promisify(execFile);
const asRoot = process.getuid?.() === 0 ? ['--user=root'] : [];
const PASSWORD = 'switchboard';

/** A second database server beside the real one: small, empty, gone when it is stopped. */
export class AnotherMariadb {
  private constructor(
    readonly url: string,
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  /** @param more settings of the server, as `--name=value`; the last of a name holds */
  static async start(...more: readonly string[]): Promise<AnotherMariadb> {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-mariadb-'));
    const data = join(folder, 'data');
    const kind = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', '--force'];
    await run('mariadb-install-db', ['--no-defaults', ...asRoot, `--datadir=${data}`, ...kind], { cwd: folder });
    const init = join(folder, 'init.sql');
    const root = "'root'@'127.0.0.1'";
    const account = [`create user if not exists ${root};`, `alter user ${root} identified by '${PASSWORD}';`];
    await writeFile(init, [...account, `grant all on *.* to ${root};`, ''].join('\n'));
    const port = await freePort();
    const settings = ['--bind-address=127.0.0.1', '--innodb-buffer-pool-size=32M', '--innodb-log-file-size=8M'];
    const server = spawn(
      'mariadbd',
      [
        ...['--no-defaults', ...asRoot, '--skip-name-resolve', `--datadir=${data}`, `--init-file=${init}`],
        ...[
          `--port=${port}`,
          '--socket=s.sock',
          '--pid-file=p.pid',
          '--default-time-zone=+00:00',
          ...settings,
          ...more,
        ],
      ],
      { stdio: 'ignore' },
    );
    const url = `mariadb://root:${PASSWORD}@127.0.0.1:${port}`;
    await eventually('the second server answers', () => answers(url), { within: 30_000, every: 100 });
    return new AnotherMariadb(url, server, folder);
  }

  async stop(): Promise<void> {
    const gone = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await gone;
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url.replace('mariadb:', 'mysql:'), connectTimeout: 500 });
    await connection.end();
    return true;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
