// Redis 7 from Debian. Every write is in the append-only file before its answer leaves, so kill -9 loses none.
import { connect } from 'node:net';
import { need } from './packages.mjs';
import { host, made, ports, stateDir } from './place.mjs';

export const redis = {
  name: 'redis',
  address: `redis://${host}:${ports.redis}`,
  packages: [{ program: 'redis-server', package: 'redis-server' }],
  daemons: [{ name: 'redis', ports: [ports.redis], command }],

  /** Answers PING; the version it says. */
  async probe() {
    const said = await ask('PING\r\nINFO server\r\nQUIT\r\n');
    if (!said.startsWith('+PONG')) throw new Error(`redis says ${said.slice(0, 80)}`);
    return /redis_version:(\S+)/.exec(said)[1];
  },
};

function command() {
  const settings = {
    bind: host,
    port: ports.redis,
    dir: made(stateDir('redis')),
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: 'everysec',
    save: '',
  };
  return {
    file: need('redis-server'),
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]),
  };
}

function ask(commands) {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect({ host, port: ports.redis, timeout: 2_000 }, () => socket.write(commands));
    socket.setEncoding('utf8').on('data', (chunk) => (said += chunk));
    socket.once('timeout', () => socket.destroy(new Error('redis does not answer')));
    socket.once('error', reject);
    socket.once('close', () => resolve(said));
  });
}
