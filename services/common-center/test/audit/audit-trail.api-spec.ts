import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntrySchema, AuditTrailSchema } from '#libs/audit-trail/audit.schema';
import { verify } from '#libs/audit-trail/chain';
import { notedHeadsOf } from '#libs/audit-trail/noted-heads';
import { append, entriesOf, trailOf, type AuditContent } from '#libs/audit-trail/trail';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { AuditHeads } from '../../src/audit/audit-heads.js';
import { AuditRetention } from '../../src/audit/audit-retention.js';
import { MoreThan, type EntityManager } from 'typeorm';
import { ok } from '../common-center-in-test.js';
import { PrivacyDesk, TRAINEE, type Entry } from '../privacy/privacy-desk.js';

describe('common-center: who did what', () => {
  let desk: PrivacyDesk;

  beforeAll(async () => {
    desk = await PrivacyDesk.start();
  });
  afterAll(() => desk.stop());

  describe('the audit trail', () => {
    const heads = () =>
      runAsTenant('platform', async () =>
        notedHeadsOf(await desk.center.service.running.app.get(Database).reader(), 'acme'),
      );
    const noted = () => desk.center.service.running.app.get(AuditHeads).rounds.run();
    const changing = <Result>(change: (tx: EntityManager) => Promise<Result>) =>
      runAsTenant('acme', () => desk.center.service.running.app.get(Database).transaction(change));
    const judged = (expected?: string) =>
      runAsTenant('acme', async () => {
        const db = await desk.center.service.running.app.get(Database).reader();
        const trail = await trailOf(db);
        return verify(trail, entriesOf(db, trail.cutSeq), { hash: expected, heads: await heads() });
      });

    it('tells what was before and after, and is searched page by page', async () => {
      await ok(desk.admin.put('/api/v1/roles/trainee', { permissions: [...TRAINEE, 'ticket:read'] }));
      const [entry] = await desk.audit('?action=role:define');
      expect(entry).toMatchObject({
        ...{ resource: 'role', resourceId: 'trainee' },
        ...{ before: { permissions: TRAINEE }, after: { permissions: [...TRAINEE, 'ticket:read'] } },
      });
      const first = await ok(desk.admin.get<{ items: Entry[]; next: string }>('/api/v1/audit-entries?limit=2'));
      const second = await ok(desk.admin.get<{ items: Entry[] }>(`/api/v1/audit-entries?limit=2&cursor=${first.next}`));
      expect(second.items[0]!.seq).toBe(first.items[1]!.seq - 1);
      expect((await desk.trainee.get('/api/v1/audit-entries')).status).toBe(403);
    });

    it('tells what was before also of what is removed, and where there is one for the whole tenant', async () => {
      const policy = { ...{ perHour: 9, recordsPerDay: 50, timesTheirAverage: 3 }, alarmTo: [], blocksAtOnce: [] };
      await ok(desk.admin.put('/api/v1/reveal-policy', policy));
      await ok(desk.admin.put('/api/v1/reveal-policy', { ...policy, perHour: 10 }));
      const [changed] = await desk.audit('?action=personal-data:govern');
      expect(changed).toMatchObject({ before: { perHour: 9 }, after: { perHour: 10 } });
      await ok(desk.admin.put('/api/v1/reveal-blocks/eve', { reason: 'left the house' }));
      await ok(desk.admin.delete('/api/v1/reveal-blocks/eve'));
      const [lifted] = await desk.audit('?action=personal-data:block&resourceId=eve');
      expect(lifted).toMatchObject({ before: { reason: 'left the house' }, after: null });
    });

    it('is whole, also where a noted hash is asked for', async () => {
      const entries = await desk.audit();
      expect(await judged(entries[1]!['hash'] as string)).toMatchObject({ whole: true, entries: entries[0]!.seq });
      expect(await judged('0'.repeat(63))).toMatchObject({ whole: false, because: 'head-differs' });
    });

    it("is noted in the platform's trail, once a day where something has come to it", async () => {
      await noted();
      const [head, ...before] = (await heads()).reverse();
      expect(head).toMatchObject({ seq: (await desk.audit())[0]!.seq });
      await noted();
      desk.center.service.clock.advance({ days: 1, minutes: 1 });
      await noted();
      expect(await heads()).toHaveLength(before.length + 1);
      desk.admin = await desk.center.asPerson('acme');
      await ok(desk.admin.put('/api/v1/roles/trainee', { permissions: TRAINEE }));
      const { seq } = (await desk.audit())[0]!;
      await noted();
      expect((await heads()).at(-1)).toMatchObject({ seq });
    });

    it('is found out to be shorter than it was, though it is whole as it stands', async () => {
      const { trail, entries } = await runAsTenant('acme', async () => {
        const db = await desk.center.service.running.app.get(Database).reader();
        return { trail: await trailOf(db), entries: await db.find(AuditEntrySchema, { order: { seq: 'ASC' } }) };
      });
      const end = entries.at(-3)!;
      await changing(async (tx) => {
        await tx.delete(AuditEntrySchema, { seq: MoreThan(end.seq) });
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: end.seq, hash: end.hash });
      });
      expect(await judged()).toEqual({ whole: false, seq: end.seq + 1, because: 'truncated' });
      await changing(async (tx) => {
        await tx.insert(AuditEntrySchema, entries.slice(-2));
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: trail.seq, hash: trail.hash });
      });
      expect(await judged()).toMatchObject({ whole: true });
    });

    it('stays verifiable when the policy cuts its beginning off', async () => {
      await ok(desk.admin.put('/api/v1/audit-retention', { keepDays: 30 }));
      await desk.center.service.settled();
      desk.center.service.clock.advance({ days: 31 });
      await runAsTenant('acme', () => desk.center.service.running.app.get(AuditRetention).cut());
      desk.admin = await desk.center.asPerson('acme');
      const entries = await desk.audit();
      expect(entries.map(({ action }) => action)).toEqual(['audit:cut']);
      expect(await judged()).toMatchObject({ whole: true, entries: 1 });
    });

    it('is found out where somebody writes all of it anew', async () => {
      await noted();
      const entries = await runAsTenant('acme', async () =>
        (await desk.center.service.running.app.get(Database).reader()).find(AuditEntrySchema, {
          order: { seq: 'ASC' },
        }),
      );
      const { trail } = await changing(async (tx) => {
        const known = await trailOf(tx);
        await tx.delete(AuditEntrySchema, { seq: MoreThan(0) });
        await tx.update(AuditTrailSchema, { id: known.id }, { seq: known.cutSeq, hash: known.cutHash });
        for (const { content } of entries) {
          const { id, at, ...written } = JSON.parse(content) as AuditContent;
          await append(tx, { ...written, id, at, actor: 'somebody-else' });
        }
        return { trail: known };
      });
      expect(await judged()).toEqual({ whole: false, seq: trail.seq, because: 'replaced' });
      await changing(async (tx) => {
        await tx.delete(AuditEntrySchema, { seq: MoreThan(0) });
        await tx.insert(AuditEntrySchema, entries);
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: trail.seq, hash: trail.hash });
      });
    });

    it('is broken by whoever changes an entry', async () => {
      const database = desk.center.service.running.app.get(Database);
      await runAsTenant('acme', () =>
        database.transaction((tx) => tx.update(AuditEntrySchema, { action: 'audit:cut' }, { actor: 'nobody' })),
      );
      expect(await judged()).toMatchObject({ whole: false, because: 'columns' });
    });
  });
});
