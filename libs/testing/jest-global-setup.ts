import { connect } from 'node:net';

export type RealPartName = 'mariadb' | 'redis' | 'rocketmq' | 'consul' | 'mail';

/** What the probe found, handed to the workers as JSON in the variable REAL_PARTS. */
export type RealParts = Record<RealPartName, { readonly endpoint: string; readonly available: boolean }>;

interface Probe {
  /** `host:port`; the default is where `npm run real -- up` starts it. */
  readonly endpoint: string;
  /** The first words of the part's protocol; empty when the server speaks first. */
  readonly hello: string;
  readonly recognises: (answer: Buffer) => boolean;
}

const { env } = process;

const PROBES: Record<RealPartName, Probe> = {
  mariadb: {
    endpoint: env.REAL_MARIADB ?? '127.0.0.1:23306',
    hello: '',
    // The handshake packet opens with a 4-byte header and protocol version 10.
    recognises: (answer) => answer[4] === 10,
  },
  redis: {
    endpoint: env.REAL_REDIS ?? '127.0.0.1:26379',
    hello: 'PING\r\n',
    recognises: (answer) => answer.toString().startsWith('+PONG'),
  },
  rocketmq: {
    endpoint: env.REAL_ROCKETMQ ?? '127.0.0.1:28081',
    // The HTTP/2 preface and an empty SETTINGS frame; a gRPC server answers with its own SETTINGS, frame type 4.
    hello: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0',
    recognises: (answer) => answer[3] === 4,
  },
  consul: {
    endpoint: env.REAL_CONSUL ?? '127.0.0.1:28500',
    hello: 'GET /v1/status/leader HTTP/1.0\r\n\r\n',
    recognises: (answer) => /^HTTP\/1\.\d 200/.test(answer.toString()),
  },
  mail: {
    endpoint: env.REAL_MAIL ?? '127.0.0.1:23025',
    hello: '',
    recognises: (answer) => answer.toString().startsWith('220 '),
  },
};

/** Asks once, before all specs, which real parts are there. Imports nothing of ours: Jest loads it outside its own module map. */
export default async function findRealParts(): Promise<void> {
  const names = Object.keys(PROBES) as RealPartName[];
  const found = await Promise.all(names.map(async (name) => ({ name, available: await answers(PROBES[name]) })));
  const parts = found.map(({ name, available }) => [name, { endpoint: PROBES[name].endpoint, available }] as const);
  env.REAL_PARTS = JSON.stringify(Object.fromEntries(parts));
  const list = (available: boolean) =>
    found.flatMap((part) => (part.available === available ? part.name : [])).join(', ') || 'none';
  console.log(`\nreal parts running: ${list(true)}; absent: ${list(false)}`);
}

/** False when nobody, somebody else or nothing within a second answers there. */
function answers({ endpoint, hello, recognises }: Probe): Promise<boolean> {
  const [host, port] = endpoint.split(':');
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port) });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => socket.write(hello));
    socket.once('data', (answer) => end(recognises(answer)));
    socket.once('close', () => end(false));
    socket.once('error', () => end(false));
  });
}
