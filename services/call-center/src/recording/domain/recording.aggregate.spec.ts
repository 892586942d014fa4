import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Recording, type NewRecording } from './recording.aggregate.js';
import type { RecordingEvent } from './recording.events.js';
import { MOST_PARTS } from './upload.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const DAY_MS = 86_400_000;
const after = (ms: number) => new Date(NOW.getTime() + ms);
const refusal = (code: string) => expect.objectContaining({ code });
const typesOf = (events: readonly RecordingEvent[]) => events.map(({ type }) => type);

function announced(with_: Partial<NewRecording> = {}): Recording {
  const recording = Recording.announce(
    {
      id: 'r-1',
      contactId: 'c-1',
      kind: 'voice',
      queue: null,
      agentIds: ['mia'],
      startedAt: after(-600_000),
      endedAt: after(-300_000),
      contentType: 'audio/wav',
      bytes: 100,
      sha256: 'right',
      announcedBy: 'pbx',
      ...with_,
    },
    NOW,
  );
  recording.takeEvents();
  return recording;
}

function whole(): Recording {
  const recording = announced();
  recording.receive({ id: 'p-1', bytes: 100 }, 0, NOW);
  return recording;
}

function stored(days = 10): Recording {
  const recording = whole();
  recording.settle({ sha256: 'right', parts: recording.received }, days, NOW);
  recording.takeEvents();
  return recording;
}

describe('a recording', () => {
  it('lasts from its beginning to its end', () => {
    expect(announced()).toMatchObject({ status: 'uploading', durationMs: 300_000, isWhole: false });
    expect(() => announced({ endedAt: after(-700_000) })).toThrow(refusal('recording-times-wrong'));
    expect(() => announced({ endedAt: after(1) })).toThrow(refusal('recording-times-wrong'));
  });

  describe('is received', () => {
    it('part by part, each where the one before has ended', () => {
      const recording = announced();
      recording.receive({ id: 'p-1', bytes: 60 }, 0, NOW);
      expect(() => recording.receive({ id: 'p-2', bytes: 40 }, 0, NOW)).toThrow(refusal('upload-offset-wrong'));
      expect(() => recording.receive({ id: 'p-2', bytes: 41 }, 60, NOW)).toThrow(refusal('upload-too-long'));
      recording.receive({ id: 'p-2', bytes: 40 }, 60, NOW);
      expect(recording).toMatchObject({ isWhole: true, received: [{ id: 'p-1' }, { id: 'p-2' }] });
    });

    it('in a bounded number of parts', () => {
      const recording = announced({ bytes: 1_000_000 });
      for (let n = 0; n < MOST_PARTS; n++) recording.receive({ id: `p-${n}`, bytes: 1 }, n, NOW);
      const more = () => recording.receive({ id: 'p', bytes: 1 }, MOST_PARTS, NOW);
      expect(more).toThrow(refusal('upload-in-too-many-parts'));
    });
  });

  describe('is settled', () => {
    it('as stored when it is what was announced, and kept from its end on', () => {
      const recording = whole();
      expect(recording.settle({ sha256: 'right', parts: recording.received }, 10, NOW)).toBe(true);
      expect(recording).toMatchObject({ status: 'stored', retainUntil: after(10 * DAY_MS - 300_000) });
      expect(typesOf(recording.takeEvents())).toEqual(['recording-stored']);
    });

    it('as nothing when it is not, so that it can be sent again', () => {
      const recording = whole();
      expect(recording.settle({ sha256: 'wrong', parts: recording.received }, 10, NOW)).toBe(false);
      expect(recording).toMatchObject({ status: 'uploading', received: [] });
      expect(typesOf(recording.takeEvents())).toEqual(['upload-begun-anew']);
    });

    it('never by what was found of other parts', () => {
      const recording = whole();
      const settle = () => recording.settle({ sha256: 'right', parts: [{ id: 'p-0', bytes: 100 }] }, 10, NOW);
      expect(settle).toThrow(refusal('upload-incomplete'));
      expect(() => announced().settle({ sha256: 'right', parts: [] }, 10, NOW)).toThrow(refusal('upload-incomplete'));
    });

    it('once: said again it changes nothing', () => {
      const recording = stored();
      expect(recording.settle({ sha256: 'wrong', parts: [] }, 99, NOW)).toBe(true);
      expect(recording.takeEvents()).toEqual([]);
    });
  });

  describe('is due', () => {
    it.each([
      ['to be given up a week after its last part', announced(), 'expire', 7 * DAY_MS],
      ['to be verified two minutes after it is whole', whole(), 'verify', 120_000],
      ['to expire when its retention is over', stored(), 'expire', 10 * DAY_MS - 300_000],
    ])('%s', (_what, recording, nextStep, ms) => {
      expect(recording).toMatchObject({ nextStep, dueAt: after(ms) });
    });

    it('to be erased as soon as it is deleted; later when a part may still come', () => {
      const [kept, coming] = [stored(), announced()];
      for (const recording of [kept, coming]) recording.delete('mia', 'asked', NOW);
      expect(kept).toMatchObject({ nextStep: 'erase', dueAt: NOW });
      expect(coming).toMatchObject({ nextStep: 'erase', dueAt: after(120_000) });
    });

    it('not at all under a hold, and again with its last', () => {
      const recording = stored();
      recording.placeHold('h-1', 'court', 'mia', NOW);
      recording.placeHold('h-2', 'court', 'mia', NOW);
      recording.releaseHold('h-1', 'closed', 'mia', NOW);
      expect(recording).toMatchObject({ dueAt: null });
      recording.releaseHold('h-2', 'closed', 'mia', NOW);
      expect(recording).toMatchObject({ dueAt: after(10 * DAY_MS - 300_000) });
    });
  });

  describe('is deleted', () => {
    const LATE = after(11 * DAY_MS);

    it('by time, not before', () => {
      const recording = stored();
      expect(() => recording.expire(NOW)).toThrow(refusal('recording-not-due'));
      expect(() => whole().expire(LATE)).toThrow(refusal('recording-not-due'));
      recording.expire(LATE);
      expect(recording).toMatchObject({ status: 'expired', deletion: { reason: 'retention-over', by: null } });
    });

    it('by somebody, and it is kept why', () => {
      const recording = stored();
      recording.delete('mia', 'asked', NOW);
      expect(recording).toMatchObject({
        status: 'deleted',
        deletion: { reason: 'by-request', by: 'mia', why: 'asked' },
      });
    });

    it('by nobody under a hold', () => {
      const recording = stored();
      recording.placeHold('h-1', 'court', 'mia', NOW);
      expect(() => recording.delete('mia', 'asked', NOW)).toThrow(refusal('recording-on-hold'));
      expect(() => recording.expire(LATE)).toThrow(refusal('recording-on-hold'));
    });

    it('for good: it cannot be held, heard, sent, or deleted again', () => {
      const recording = stored();
      recording.delete('mia', 'asked', NOW);
      for (const late of [
        () => recording.placeHold('h-1', 'court', 'mia', NOW),
        () => recording.requireReadable(),
        () => recording.receive({ id: 'p', bytes: 1 }, 100, NOW),
        () => recording.delete('mia', 'asked', NOW),
        () => recording.expire(LATE),
      ]) {
        expect(late).toThrow(refusal('recording-gone'));
      }
    });

    it('and erased after that, once', () => {
      const recording = stored();
      expect(() => recording.erased(NOW)).toThrow(refusal('recording-not-due'));
      recording.delete('mia', 'asked', NOW);
      recording.erased(NOW);
      recording.erased(LATE);
      expect(recording).toMatchObject({ erasedAt: NOW, dueAt: null, received: [] });
      expect(typesOf(recording.takeEvents())).toEqual(['recording-deleted', 'recording-erased']);
    });
  });

  it('has no hold that is not there', () => {
    expect(() => stored().releaseHold('h-9', 'closed', 'mia', NOW)).toThrow(refusal('legal-hold-not-found'));
  });

  it('whatever is done in whatever order, is never deleted while it is held, and never unheld by anything but a release', () => {
    const step = fc.constantFrom('hold', 'release', 'delete', 'expire', 'erase', 'wait', 'transcribe');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const recording = stored();
        const held: string[] = [];
        let [now, gone] = [NOW, false];
        const acts: Record<string, () => void> = {
          hold: () => {
            const id = `h-${held.length}-${now.getTime()}`;
            recording.placeHold(id, 'court', 'mia', now);
            held.push(id);
          },
          release: () => {
            recording.releaseHold(held[0] ?? 'none', 'closed', 'mia', now);
            held.shift();
          },
          delete: () => recording.delete('mia', 'asked', now),
          expire: () => recording.expire(now),
          erase: () => recording.erased(now),
          wait: () => (now = new Date(now.getTime() + 3 * DAY_MS)),
          transcribe: () => void recording.transcribe('t', 'en', [], now),
        };
        for (const each of steps) {
          try {
            acts[each]!();
          } catch {
            // Refused: nothing was changed.
          }
          const { status, holds } = recording as unknown as { status: string; holds: { id: string }[] };
          const isGone = status === 'expired' || status === 'deleted';
          expect(holds.map(({ id }) => id)).toEqual(held);
          expect(isGone && held.length > 0).toBe(false);
          expect(gone && !isGone).toBe(false);
          gone = isGone;
        }
      }),
      { seed: 20261129 },
    );
  });
});
