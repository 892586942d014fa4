import { readFileSync } from 'node:fs';
import { Device } from './device.js';
import { inParallel } from './in-parallel.js';

// Opens sockets on one node and leaves them alone: node idle.js <file>.
export interface Idle {
  readonly node: string;
  readonly chats: readonly { readonly id: string; readonly token: string }[];
  readonly connections: number;
}

const { node, chats, connections } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Idle;
const nothing = { message: () => undefined, accepted: () => undefined };
const places = Array.from({ length: connections }, (_, n) => chats[n % chats.length]!);
await inParallel(places, 100, ({ id, token }) => new Device(node, token, nothing).come([id]));
console.log('open');
setInterval(() => undefined, 60_000);
