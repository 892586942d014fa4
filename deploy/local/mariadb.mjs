// MariaDB 10.11 from Debian, on a data folder of its own.
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './machine.mjs';
import { find, need } from './packages.mjs';
import { dbPassword, host, made, ports, stateDir } from './place.mjs';

const asRoot = () => (process.getuid() === 0 ? ['--user=root'] : []);
const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;

export const mariadb = {
  name: 'mariadb',
  address: `mysql://${host}:${ports.mariadb}`,
  packages: [
    { program: 'mariadbd', package: 'mariadb-server-core' },
    { program: 'mariadb-install-db', package: 'mariadb-server-core' },
    { program: 'mariadb', package: 'mariadb-client-core' },
  ],
  daemons: [{ name: 'mariadb', ports: [ports.mariadb], prepare, command, stopMs: 60_000 }],

  /** Answers SQL; the version it says. */
  async probe() {
    const login = [
      '--no-defaults',
      '--protocol=tcp',
      `-h${host}`,
      `-P${ports.mariadb}`,
      '-uroot',
      '--connect-timeout=2',
    ];
    const said = await run(find('mariadb') ?? 'mariadb', [...login, '-NBe', 'select version()'], {
      timeoutMs: 5_000,
      env: { ...process.env, MYSQL_PWD: dbPassword() },
    });
    return said.trim().split('-')[0];
  },
};

async function prepare() {
  const data = stateDir('mariadb');
  if (!existsSync(data)) {
    const half = stateDir('mariadb.new');
    rmSync(half, { recursive: true, force: true });
    const kind = ['--auth-root-authentication-method=normal', '--skip-test-db', '--skip-name-resolve', '--force'];
    const args = ['--no-defaults', ...asRoot(), `--datadir=${half}`, ...kind];
    await run(need('mariadb-install-db'), args, { timeoutMs: 120_000, cwd: made(stateDir()) });
    renameSync(half, data);
  }
  // Run by the server at every start before it takes connections: one statement a line.
  const accounts = ['localhost', host].map((from) => `'root'@'${from}'`);
  const password = quoted(dbPassword());
  const init = [
    "delete from mysql.global_priv where User in ('root', '') and Host not in ('localhost', '127.0.0.1');",
    'flush privileges;',
    ...accounts.map((account) => `create user if not exists ${account};`),
    ...accounts.map((account) => `alter user ${account} identified by ${password};`),
    ...accounts.map((account) => `grant all privileges on *.* to ${account} with grant option;`),
  ];
  writeFileSync(stateDir('mariadb.init.sql'), `${init.join('\n')}\n`, { mode: 0o600 });
}

function command() {
  const settings = {
    datadir: stateDir('mariadb'),
    'init-file': stateDir('mariadb.init.sql'),
    'bind-address': host,
    port: ports.mariadb,
    socket: 'mariadb.sock', // in the data folder: an absolute path may be too long for a socket
    'pid-file': 'mariadb.pid',
    'character-set-server': 'utf8mb4',
    'collation-server': 'utf8mb4_unicode_ci',
    'default-time-zone': '+00:00',
    'max-connections': 500,
    'max-allowed-packet': '64M',
    'table-open-cache': 4000,
    'table-open-cache-instances': 1, // each would ask for file handles of its own
    'innodb-flush-log-at-trx-commit': 1,
    'innodb-buffer-pool-size': '256M',
    'innodb-log-file-size': '64M',
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  return { file: need('mariadbd'), args: ['--no-defaults', ...asRoot(), '--skip-name-resolve', ...args] };
}
