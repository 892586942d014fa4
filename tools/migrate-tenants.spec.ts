import { describe, expect, it } from '@jest/globals';
import type { SchemaState } from '#libs/persistence/database';
import { migrateTenants, type MigrationJob } from './migrate-tenants.js';

/** Databases that only know how far they are. */
class Schemas {
  readonly states: Map<string, SchemaState>;
  readonly broken = new Set<string>();
  atOnce = 0;
  most = 0;

  constructor(states: Record<string, SchemaState>) {
    this.states = new Map(Object.entries(states));
  }

  jobs(): MigrationJob[] {
    const database = { schemaState: (id: string) => this.#stateOf(id), provision: (id: string) => this.#provision(id) };
    return [...this.states.keys()].map((tenantId) => ({ service: 'ticket-center', tenantId, database }));
  }

  async #stateOf(id: string): Promise<SchemaState> {
    return this.states.get(id)!;
  }

  async #provision(id: string): Promise<void> {
    this.most = Math.max(this.most, ++this.atOnce);
    await new Promise((resolve) => setImmediate(resolve));
    this.atOnce--;
    if (this.broken.has(id)) throw new Error('disk full');
    this.states.set(id, 'current');
  }
}

const unseen = () => undefined;

describe('migrating tenants', () => {
  it('brings those behind up to date and leaves the others alone', async () => {
    const schemas = new Schemas({ acme: 'behind', demo: 'current', fresh: 'absent' });
    expect(await migrateTenants(schemas.jobs(), 2, unseen)).toEqual({ migrated: 2, current: 1, failed: [] });
  });

  it('names what failed, and goes on there when it is run again', async () => {
    const schemas = new Schemas({ acme: 'behind', demo: 'behind' });
    schemas.broken.add('acme');
    const first = await migrateTenants(schemas.jobs(), 2, unseen);
    expect(first).toMatchObject({ migrated: 1, failed: [{ tenantId: 'acme', reason: 'disk full' }] });
    schemas.broken.clear();
    expect(await migrateTenants(schemas.jobs(), 2, unseen)).toEqual({ migrated: 1, current: 1, failed: [] });
  });

  it('touches no schema that is newer than the program', async () => {
    const schemas = new Schemas({ acme: 'unknown' });
    const { failed } = await migrateTenants(schemas.jobs(), 2, unseen);
    expect(failed).toHaveLength(1);
    expect(schemas.states.get('acme')).toBe('unknown');
  });

  it('does several at once, never more than it was told', async () => {
    const states = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`t${n}`, 'behind' as const]));
    const schemas = new Schemas(states);
    const seen: number[] = [];
    await migrateTenants(schemas.jobs(), 4, (done) => seen.push(done));
    expect(schemas.most).toBe(4);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, n) => n + 1));
  });
});
