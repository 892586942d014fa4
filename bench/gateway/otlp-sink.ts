import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// A collector of traces that takes whatever comes and keeps nothing.
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }));
});
