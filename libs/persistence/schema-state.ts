import { QueryFailedError, type EntityManager } from 'typeorm';
import type { DatabaseDefinition, SchemaState } from './database.js';

/** Compares the migrations a database has seen with those the program knows. */
export async function schemaStateOf(manager: EntityManager, { migrations }: DatabaseDefinition): Promise<SchemaState> {
  const seen = await migrationsSeenBy(manager);
  const known = new Set(migrations.map((Migration) => new Migration().name ?? Migration.name));
  if (seen.some((name) => !known.has(name))) return 'unknown';
  return seen.length < known.size ? 'behind' : 'current';
}

async function migrationsSeenBy(manager: EntityManager): Promise<string[]> {
  try {
    const rows = await manager.query<{ name: string }[]>('SELECT name FROM migrations');
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isNoSuchTable(error)) return [];
    throw error;
  }
}

/** ER_NO_SUCH_TABLE; SQLite has no code of its own for it. */
function isNoSuchTable(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { errno, message } = error.driverError as { errno?: number; message?: string };
  return errno === 1146 || (message?.startsWith('no such table') ?? false);
}
