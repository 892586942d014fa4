import { connect, type Socket } from 'node:net';
import { createHistogram, performance } from 'node:perf_hooks';

// Keeps so many connections busy for so long and prints what it saw. Speaks HTTP by hand: a client library would need more
// CPU than what it measures. With `perSecond` it asks at that pace, and what is late counts from when it was due.
// node load.js '{"url":…,"path":…,"token":…,"connections":…,"perSecond":…,"warmUpMs":…,"ms":…}'
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly token: string;
  readonly connections: number;
  /** Over all connections; absent: as many as are answered. */
  readonly perSecond?: number;
  readonly warmUpMs: number;
  readonly ms: number;
}

/** Of the time after the warm-up. */
export interface Seen {
  readonly requests: number;
  readonly failures: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const END_OF_HEAD = Buffer.from('\r\n\r\n');
const LENGTH = 'content-length: ';
/** A timer may be that late without anybody else being so. */
const TIMER_MS = 2;
const load = JSON.parse(process.argv[2]!) as Load;
const { hostname, port } = new URL(load.url);
const fields = ['Host: localhost', 'Accept: application/json', `Authorization: Bearer ${load.token}`];
const request = Buffer.from([`GET ${load.path} HTTP/1.1`, ...fields, '', ''].join('\r\n'));
const latency = createHistogram();
let failures = 0;

const betweenMs = load.perSecond === undefined ? 0 : (1_000 * load.connections) / load.perSecond;

function keepBusy(_: unknown, at: number): Socket {
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let dueMs = performance.now() + (betweenMs * at) / load.connections;
  let askedMs = 0;
  let left = -1;
  const ask = () => {
    const now = performance.now();
    askedMs = betweenMs === 0 || now - dueMs < TIMER_MS ? now : dueMs;
    dueMs += betweenMs;
    socket.write(request);
  };
  const answered = () => {
    latency.record(Math.max(1, Math.round((performance.now() - askedMs) * 1e6)));
    left = -1;
    const earlyMs = betweenMs === 0 ? 0 : dueMs - performance.now();
    if (earlyMs > 0) setTimeout(ask, earlyMs);
    else ask();
  };
  socket.once('connect', ask);
  socket.on('data', (chunk) => {
    if (left < 0) left = bodyLeft(chunk);
    else left -= chunk.length;
    if (left === 0) answered();
  });
  socket.on('error', () => (failures += 1));
  return socket;
}

/** How much of the body is still to come after the chunk that begins the answer. */
function bodyLeft(chunk: Buffer): number {
  const end = chunk.indexOf(END_OF_HEAD);
  const head = chunk.toString('latin1', 0, end);
  if (!head.startsWith('HTTP/1.1 200')) failures += 1;
  const at = head.toLowerCase().indexOf(LENGTH) + LENGTH.length;
  return Number.parseInt(head.slice(at, at + 9), 10) - (chunk.length - end - END_OF_HEAD.length);
}

const sockets = Array.from({ length: load.connections }, keepBusy);
setTimeout(() => {
  latency.reset();
  failures = 0;
  const begun = performance.now();
  console.log('warm');
  setTimeout(() => {
    const [p50Ms, p99Ms] = [50, 99].map((percentile) => latency.percentile(percentile) / 1e6) as [number, number];
    const seconds = (performance.now() - begun) / 1_000;
    const seen: Seen = { requests: latency.count, failures, seconds, p50Ms, p99Ms };
    console.log(JSON.stringify(seen));
    for (const socket of sockets) socket.destroy();
    process.exit();
  }, load.ms);
}, load.warmUpMs);
