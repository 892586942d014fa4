import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PinnedProcess } from './processes.js';

export function hasNginx(): boolean {
  return spawnSync('nginx', ['-v']).error === undefined;
}

/** One nginx worker before the upstream, its connections kept alive, nothing logged: the yardstick. */
export async function startNginx(cpu: number, upstream: string): Promise<{ url: string; process: PinnedProcess }> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-nginx-'));
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, configuration(folder, port, new URL(upstream).host));
  const process = PinnedProcess.start(cpu, 'nginx', '-c', file);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 50 && !(await answers(url)); tries += 1) await new Promise((go) => setTimeout(go, 20));
  return { url, process };
}

function configuration(folder: string, port: number, upstream: string): string {
  return `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http {
  access_log off; keepalive_requests 100000000;
  upstream service { server ${upstream}; keepalive 128; keepalive_requests 100000000; }
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection ""; }
  }
}`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}
