import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEntrySchema, AuditTrailSchema } from '#libs/audit-trail/audit.schema';
import { verify } from '#libs/audit-trail/chain';
import { KeptHeads } from '#libs/audit-trail/kept-heads';
import { append, entriesOf, trailOf } from '#libs/audit-trail/trail';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantStirs } from '#libs/persistence/tenant/tenant-stirs';
import { openSqlite, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { LeasedRounds } from '#libs/web/platform/leased-rounds';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { pino } from 'pino';
import { MoreThan } from 'typeorm';
import { AuditEnds } from '../../src/audit/audit-ends.js';
import { commonCenter } from '../../src/service.js';

const silent = pino({ level: 'silent' });

describe.each(['acme', 'platform'])('the end of the audit trail of %s, kept in object storage,', (tenant) => {
  const clock = new FakeClock();
  let engine: Engine;
  let folder: string;
  let storage: ObjectStorage;
  let said: string[];
  let ends: AuditEnds;

  beforeAll(async () => {
    engine = await openSqlite(withServiceTables(commonCenter.database), ['platform', 'acme']);
  });
  afterAll(() => engine.dispose());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'switchboard-ends-'));
    storage = storageInFolder(folder);
    said = [];
    ends = await open();
  });
  afterEach(async () => {
    await ends.rounds.stop();
    await inTrail(async (tx) => {
      for (const schema of [AuditEntrySchema, AuditTrailSchema]) await tx.clear(schema);
    });
    await rm(folder, { recursive: true });
  });

  async function open(): Promise<AuditEnds> {
    const centre = new FileConfigCentre(undefined, silent);
    await centre.set('tenants/acme', JSON.stringify({ id: 'acme', name: 'Acme', domains: [], status: 'active' }));
    const stirs = new TenantStirs(engine.database, silent, false);
    const leased = new LeasedRounds(new TenantDirectory(centre), engine.database, clock, silent, stirs);
    const logger = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
    return new AuditEnds(engine.database, storage, logger, leased);
  }

  const round = () => ends.rounds.run();
  const kept = () => new KeptHeads(storage).of(tenant);
  const inTrail = <T>(work: Parameters<typeof engine.database.transaction<T>>[0]) =>
    runAsTenant(tenant, () => engine.database.transaction(work));
  const write = (...ids: string[]) =>
    inTrail(async (tx) => {
      const at = clock.now().toISOString();
      for (const id of ids)
        await append(tx, { id, at, actor: 'mia', action: 'role:define', resource: 'role', resourceId: null });
    });
  /** The newest are gone, and so is every trace of them in the database. */
  const cutAfter = (seq: number) =>
    inTrail(async (tx) => {
      const { hash } = await tx.findOneByOrFail(AuditEntrySchema, { seq });
      await tx.delete(AuditEntrySchema, { seq: MoreThan(seq) });
      await tx.update(AuditTrailSchema, { id: 'trail' }, { seq, hash });
    });
  const verdict = () =>
    runAsTenant(tenant, async () => {
      const db = await engine.database.reader();
      const trail = await trailOf(db);
      return verify(trail, entriesOf(db, trail.cutSeq), { heads: await kept() });
    });

  it('is the newest, in place of the one before', async () => {
    await round();
    expect(await kept()).toEqual([]);
    await write('a', 'b');
    await round();
    await write('c');
    await round();
    expect(await kept()).toMatchObject([{ seq: 3 }]);
    expect(await verdict()).toMatchObject({ whole: true, entries: 3 });
  });

  it('tells of what was cut off since, though the trail is whole as it stands', async () => {
    await write('a', 'b', 'c');
    await round();
    await cutAfter(1);
    expect(await verdict()).toEqual({ whole: false, seq: 2, because: 'truncated' });
  });

  it('does not give way to that of a trail which went on differently, and the log says so', async () => {
    await write('a', 'b', 'c');
    await round();
    await cutAfter(1);
    await write('x', 'y', 'z');
    await round();
    expect(await verdict()).toEqual({ whole: false, seq: 3, because: 'replaced' });
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]!)).toMatchObject({ tenant, seq: 3, msg: 'an audit trail is not what it was' });
  });

  it('is none where the trail begins anew', async () => {
    await write('a', 'b');
    await round();
    await ends.forget(tenant);
    await ends.forget(tenant);
    expect(await kept()).toEqual([]);
    await cutAfter(1);
    await round();
    expect(await kept()).toMatchObject([{ seq: 1 }]);
    expect(said).toEqual([]);
  });
});
