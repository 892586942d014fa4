import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';

// The least a proxy in Node can do: no rules at all, the header fields passed on as they came, the answer by undici.dispatch.
// What is above it is ours.
const DROPPED = new Set(['connection', 'keep-alive', 'transfer-encoding']);
const pool = new Pool(process.argv[2]!, { connections: 128, pipelining: 1 });

function kept(raw: string[]): string[] {
  return raw.filter((_, n) => !DROPPED.has(raw[n - (n % 2)]!.toLowerCase()));
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  pool.dispatch(
    { method: 'GET', path: request.url!, headers: kept(request.rawHeaders) },
    {
      onRequestStart() {},
      onResponseStart(controller, status) {
        response.writeHead(status, kept((controller.rawHeaders as Buffer[]).map(String)));
      },
      onResponseData(_, chunk) {
        chunks.push(chunk);
      },
      onResponseEnd() {
        response.end(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
      },
      onResponseError() {
        response.destroy();
      },
    },
  );
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
