import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { callCenter } from '../../src/service.js';
import { RecordingObjects } from '../../src/recording/content/recording-objects.js';
import { RecordingDesk } from './recording-desk.js';

const DAY_MS = 86_400_000;
const ENDED = Date.parse('2026-11-23T08:55:00Z');

describe('call-center: how long a recording is kept', () => {
  let service: ServiceInTest;
  let desk: RecordingDesk;
  beforeAll(async () => {
    service = await startForTest(callCenter);
  });
  beforeEach(async () => {
    desk = await RecordingDesk.of(service);
  });
  afterAll(() => service.stop());

  const policy = (body: object) => desk.client.post<{ id: string; code: string }>('/api/v1/retention-policies', body);
  const daysOf = async (id: string) => {
    const { retainUntil } = await desk.read(id);
    return (Date.parse(retainUntil as string) - ENDED) / DAY_MS;
  };
  const wait = async (days: number) => {
    service.clock.advance({ days });
    desk = await RecordingDesk.of(service);
    await desk.sweep();
  };
  const toldOf = async (id: string) => {
    await service.settled();
    return service.events('recording.deleted.v1').filter(({ subject }) => subject === id);
  };

  describe('by policy', () => {
    it('is half a year where nothing was said; then the closest policy decides', async () => {
      const ofService = { queue: 'service' };
      expect(await daysOf(await desk.stored(ofService))).toBe(180);
      await policy({ days: 90 });
      expect(await daysOf(await desk.stored(ofService))).toBe(90);
      await policy({ kind: 'voice', days: 60 });
      expect(await daysOf(await desk.stored(ofService))).toBe(60);
      await policy({ ...ofService, days: 30 });
      expect(await daysOf(await desk.stored(ofService))).toBe(30);
      await policy({ ...ofService, kind: 'voice', days: 10 });
      expect(await daysOf(await desk.stored(ofService))).toBe(10);
      expect(await daysOf(await desk.stored({ ...ofService, kind: 'screen' }))).toBe(30);
      expect(await daysOf(await desk.stored())).toBe(60);
      expect(await daysOf(await desk.stored({ kind: 'screen' }))).toBe(90);
    });

    it('is said once for each queue and kind, and changed by who has seen it', async () => {
      const { body } = await policy({ queue: 'sales', days: 5 });
      expect((await policy({ queue: 'sales', days: 6 })).body.code).toBe('retention-policy-there');
      const set = (headers: Record<string, string>) =>
        desk.client.put(`/api/v1/retention-policies/${body.id}`, { days: 7 }, headers);
      expect((await set({})).status).toBe(428);
      expect(await set({ 'if-match': '"1"' })).toMatchObject({ status: 200, body: { days: 7, version: 2 } });
      expect((await set({ 'if-match': '"1"' })).status).toBe(412);
      expect((await desk.client.delete(`/api/v1/retention-policies/${body.id}`)).status).toBe(204);
      expect((await desk.client.get(`/api/v1/retention-policies/${body.id}`)).status).toBe(404);
    });
  });

  describe('ends', () => {
    it('to the day: then nothing of the content is left, and that there was something stays', async () => {
      const id = await soon();
      await wait(1);
      expect(await desk.read(id)).toMatchObject({ status: 'stored' });
      await wait(1);
      expect(await desk.read(id)).toMatchObject({
        status: 'expired',
        deletion: { reason: 'retention-over', by: null },
      });
      await desk.sweep();
      expect((await desk.read(id)).erasedAt).not.toBeNull();
      expect(await desk.files(id)).toEqual([]);
      expect((await desk.play(id)).status).toBe(404);
      expect(await toldOf(id)).toMatchObject([{ data: { recordingId: id, reason: 'retention-over' } }]);
    });

    it('for transcripts too', async () => {
      const id = await soon();
      const segments = [{ speaker: 'a', fromMs: 0, toMs: 1, text: 'x' }];
      await desk.client.put(`/api/v1/recordings/${id}/transcript`, { language: 'en', segments });
      expect(await desk.files(id)).toHaveLength(2);
      await wait(2);
      expect(await desk.files(id)).toEqual([]);
    });

    it('for many in one sweep, also when one of them fails', async () => {
      const ids = [await soon(), await soon(), await soon()];
      const objects = service.running.app.get(RecordingObjects);
      const erase = objects.eraseAll.bind(objects);
      objects.eraseAll = (id) => (id === ids[0] ? Promise.reject(new Error('away')) : erase(id));
      await wait(2);
      await desk.sweep();
      objects.eraseAll = erase;
      const erased = async () =>
        (await Promise.all(ids.map((id) => desk.read(id)))).map(({ erasedAt }) => erasedAt !== null);
      expect(await erased()).toEqual([false, true, true]);
      await desk.sweep();
      expect(await erased()).toEqual([true, true, true]);
    });
  });

  describe('does not end under a legal hold', () => {
    it('as long as there is one; with the last one it is due again', async () => {
      const id = await soon();
      const holds = [await desk.hold(id, 'court 4711'), await desk.hold(id, 'court 4712')];
      await wait(30);
      await desk.release(id, holds[0]!);
      await desk.sweep();
      expect(await desk.read(id)).toMatchObject({
        status: 'stored',
        holds: [{ id: holds[1], reason: 'court 4712', placedBy: 'mia' }],
      });
      expect((await desk.play(id)).status).toBe(200);

      await desk.release(id, holds[1]!);
      await desk.sweep();
      expect(await desk.read(id)).toMatchObject({ status: 'expired' });
    });

    it('nor can anybody delete it', async () => {
      const id = await desk.stored();
      await desk.hold(id);
      expect(await desk.delete(id)).toMatchObject({ status: 409, body: { code: 'recording-on-hold' } });
      expect(await desk.read(id)).toMatchObject({ status: 'stored' });
    });

    it('which only some may place and release', async () => {
      const id = await desk.stored();
      const other = await RecordingDesk.of(service, 'acme', ['recording:read', 'recording:play', 'recording:delete']);
      const place = () => other.client.post(`/api/v1/recordings/${id}/holds`, { reason: 'because' });
      expect((await place()).status).toBe(403);
      expect((await other.release(id, id)).status).toBe(403);
    });

    it('and whose history stays', async () => {
      const id = await desk.stored();
      await desk.release(id, await desk.hold(id));
      const { body } = await desk.client.get<{ items: { type: string; data: object }[] }>(
        `/api/v1/recordings/${id}/history`,
      );
      expect(body.items.map(({ type }) => type)).toEqual([
        'legal-hold-released',
        'legal-hold-placed',
        'recording-stored',
        'recording-announced',
      ]);
      expect(body.items[0]!.data).toMatchObject({ reason: 'case closed', by: 'mia' });
    });
  });

  describe('ends at once by request', () => {
    it('of who may, for a reason that is kept', async () => {
      const id = await desk.stored({ content: randomBytes(100) });
      expect((await desk.delete(id)).status).toBe(204);
      expect(await desk.read(id)).toMatchObject({
        status: 'deleted',
        deletion: { reason: 'by-request', by: 'mia', why: 'customer asked' },
      });
      expect((await desk.play(id)).status).toBe(404);
      expect((await desk.client.post(`/api/v1/recordings/${id}/holds`, { reason: 'late' })).status).toBe(404);
      await desk.sweep();
      expect(await desk.files(id)).toEqual([]);
      expect(await toldOf(id)).toHaveLength(1);
    });

    it('while the audit of who heard it stays', async () => {
      const id = await desk.stored();
      await desk.play(id);
      await desk.delete(id);
      await desk.sweep();
      expect(await desk.accesses(id)).toHaveLength(1);
    });
  });

  it('is watched: how long the oldest has been due is a metric', async () => {
    const { body } = await desk.client.get<string>('/metrics');
    expect(body).toMatch(/switchboard_recording_sweep_lag_seconds{.*} 0/);
    await desk.delete(await desk.stored());
    service.clock.advance({ seconds: 90 });
    expect((await desk.client.get<string>('/metrics')).body).toMatch(/switchboard_recording_sweep_lag_seconds{.*} 90/);
  });

  /** Stored, and due in less than two days. */
  async function soon(): Promise<string> {
    const days = Math.floor((service.clock.ms() - ENDED) / DAY_MS) + 1;
    const queue = `q${days}`;
    await policy({ queue, kind: 'voice', days: days + 1 });
    return desk.stored({ queue });
  }
});
