import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { realParts } from './real-parts.js';

/** Removes all that a run left in the real parts under its namespace. */
export async function removeNamespace(namespace: string, parts: Awaited<ReturnType<typeof realParts>>): Promise<void> {
  const { DB_URL, CONSUL_URL } = parts.serviceEnv();
  await dropDatabases(namespace, DB_URL);
  await parts.dropTopics(namespace);
  await forgetServices(namespace, CONSUL_URL);
  await fetch(`${CONSUL_URL}/v1/kv/${namespace}?recurse=true`, { method: 'DELETE' });
}

async function dropDatabases(namespace: string, url: string): Promise<void> {
  const prefix = namespace.replaceAll('-', '_');
  const server = await createConnection(url);
  const [rows] = await server.query<(RowDataPacket & { name: string })[]>(
    'SELECT schema_name AS name FROM information_schema.schemata',
  );
  for (const { name } of rows.filter((row) => row.name.startsWith(prefix)))
    await server.query('DROP DATABASE ??', [name]);
  await server.end();
}

/** Who was killed could not say goodbye. */
async function forgetServices(namespace: string, url: string): Promise<void> {
  const registered = (await (await fetch(`${url}/v1/agent/services`)).json()) as Record<string, { Service: string }>;
  for (const [id, { Service: name }] of Object.entries(registered)) {
    if (!name.startsWith(namespace)) continue;
    await fetch(`${url}/v1/agent/service/deregister/${encodeURIComponent(id)}`, { method: 'PUT' });
  }
}
