import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { Outbox } from '#libs/messaging/outbox';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { FakeClock } from '#libs/testing/fake-clock';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { RecordingObjects } from '../../src/recording/content/recording-objects.js';
import { UploadVerification } from '../../src/recording/content/upload-verification.js';
import { Recording } from '../../src/recording/domain/recording.aggregate.js';
import { RecordingJournalSchema, RecordingSchema } from '../../src/recording/infra/recording.schema.js';
import { TypeormRecordings } from '../../src/recording/infra/typeorm-recording.repository.js';
import { DueRecordings } from '../../src/recording/sweep/due-recordings.js';
import { RetentionPolicies } from '../../src/retention-policy/retention-policy.api.js';
import { callCenter } from '../../src/service.js';
import { sha256 } from './recording-desk.js';

const CONTENT = Buffer.from('Good morning.');
const always = () => Promise.resolve(true);

onEachEngine('the sweep of recordings', (open) => {
  let engine: Engine;
  let folder: string;
  let storage: ObjectStorage;
  const clock = new FakeClock();
  beforeAll(async () => {
    engine = await open(withServiceTables(callCenter.database), ['platform', 'acme']);
    folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    storage = storageInFolder(folder);
  });
  afterAll(async () => {
    await engine.dispose();
    await rm(folder, { recursive: true });
  });

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  /** As another process does it. */
  function processOn(database: Database) {
    const recordings = new TypeormRecordings(database, new Outbox('/call-center'), clock);
    const objects = new RecordingObjects(storage);
    const verification = new UploadVerification(recordings, objects, new RetentionPolicies(database), clock);
    return {
      recordings,
      objects,
      verification,
      due: new DueRecordings(database, recordings, objects, verification, clock),
    };
  }

  async function stored(count: number): Promise<string[]> {
    const { recordings, objects, verification } = processOn(engine.database);
    const ids: string[] = [];
    for (let n = 0; n < count; n++) {
      const now = clock.now();
      const [id, partId] = [newId(now), newId(now)];
      const bytes = CONTENT.length;
      const facts = {
        kind: 'voice',
        queue: null,
        agentIds: ['mia'],
        contentType: 'audio/wav',
        announcedBy: 'pbx',
      } as const;
      const times = { startedAt: now, endedAt: now };
      await recordings.add(
        Recording.announce({ id, contactId: id, ...facts, ...times, bytes, sha256: sha256(CONTENT) }, now),
      );
      await objects.keepPart(id, partId, CONTENT);
      await recordings.update(id, (recording) => recording.receive({ id: partId, bytes }, 0, now));
      await verification.settle(id);
      ids.push(id);
    }
    return ids;
  }

  const rowOf = async (id: string) => (await engine.database.reader()).findOneByOrFail(RecordingSchema, { id });
  const filesOf = async (id: string) => {
    let files = 0;
    for await (const key of storage.list(`recording/${id}`)) files += key.length > 0 ? 1 : 0;
    return files;
  };
  const happened = async (id: string, type: string) =>
    (await engine.database.reader()).countBy(RecordingJournalSchema, { aggregateId: id, type });

  it('of two processes at once deletes each recording once', () =>
    inAcme(async () => {
      const ids = await stored(12);
      clock.advance({ days: 181 });
      const sweeps = [processOn(engine.database), processOn(engine.another())];
      const failures: unknown[] = [];
      await Promise.all(sweeps.map(({ due }) => due.doAll(always, (_id, error) => failures.push(error))));
      for (const { due } of sweeps) await due.doAll(always, (_id, error) => failures.push(error));
      for (const id of ids) {
        expect(await rowOf(id)).toMatchObject({ status: 'expired', dueAt: null });
        expect(await filesOf(id)).toBe(0);
        expect([await happened(id, 'recording-deleted'), await happened(id, 'recording-erased')]).toEqual([1, 1]);
      }
      const codes = failures.map((error) => (error as { code: string }).code);
      expect(codes.filter((code) => !['recording-gone', 'recording-not-due'].includes(code))).toEqual([]);
    }));

  it('and a hold that comes at the same moment: the hold is refused, or nothing is deleted', () =>
    inAcme(async () => {
      const ids = await stored(12);
      clock.advance({ days: 181 });
      const [sweeping, holding] = [processOn(engine.database), processOn(engine.another())];
      const place = (id: string) =>
        holding.recordings
          .update(id, (recording) => recording.placeHold(newId(clock.now()), 'court', 'mia', clock.now()))
          .then(
            () => 'held',
            (error: { code: string }) => error.code,
          );
      const [, ...outcomes] = await Promise.all([sweeping.due.doAll(always, () => {}), ...ids.toReversed().map(place)]);
      await sweeping.due.doAll(always, () => {});
      for (const [n, id] of ids.toReversed().entries()) {
        const isHeld = outcomes[n] === 'held';
        expect(['held', 'recording-gone']).toContain(outcomes[n]);
        expect(await rowOf(id)).toMatchObject(isHeld ? { status: 'stored', dueAt: null } : { status: 'expired' });
        expect(await filesOf(id)).toBe(isHeld ? 1 : 0);
      }
    }));

  it('goes on where another process has ended between the row and the objects', () =>
    inAcme(async () => {
      const [id] = (await stored(1)) as [string];
      clock.advance({ days: 181 });
      const dying = processOn(engine.database);
      dying.objects.eraseAll = () => Promise.reject(new Error('the process ended here'));
      await dying.due.doAll(always, () => {});
      await dying.due.doAll(always, () => {});
      expect([(await rowOf(id)).status, await filesOf(id)]).toEqual(['expired', 1]);

      const next = processOn(engine.another());
      await next.due.doAll(always, () => {});
      expect([(await rowOf(id)).dueAt, await filesOf(id)]).toEqual([null, 0]);
    }));

  it('stops between two recordings when the lease is another one’s', () =>
    inAcme(async () => {
      const ids = await stored(3);
      clock.advance({ days: 181 });
      let looks = 0;
      await processOn(engine.database).due.doAll(
        async () => (looks += 1) < 3,
        () => {},
      );
      const gone = await Promise.all(ids.map(async (id) => (await rowOf(id)).status === 'expired'));
      expect(gone.filter(Boolean)).toHaveLength(2);
      await processOn(engine.database).due.doAll(always, () => {});
    }));

  it('erases also what no row names', () =>
    inAcme(async () => {
      const [id] = (await stored(1)) as [string];
      const { objects, recordings, due } = processOn(engine.database);
      await objects.keepPart(id, newId(clock.now()), Buffer.from('left by a crash'));
      await recordings.update(id, (recording) => recording.delete('mia', 'asked', clock.now()));
      await due.doAll(always, () => {});
      expect(await filesOf(id)).toBe(0);
    }));
});
