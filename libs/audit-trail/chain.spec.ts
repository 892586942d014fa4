import { describe, expect, it } from '@jest/globals';
import type { AuditEntryRow, AuditTrailRow } from './audit.schema.js';
import { CUT, hashOf, NOTHING_BEFORE, verify } from './chain.js';

const AT = new Date('2026-11-23T09:00:00Z');

function trailOf(entries: number): { trail: AuditTrailRow; rows: AuditEntryRow[] } {
  const rows: AuditEntryRow[] = [];
  for (let seq = 1; seq <= entries; seq++) rows.push(entryAfter(rows.at(-1), { action: 'role:define' }));
  return { trail: endingAt(rows), rows };
}

function entryAfter(last: AuditEntryRow | undefined, more: { action: string; after?: object }): AuditEntryRow {
  const seq = (last?.seq ?? 0) + 1;
  const named = { id: `id-${seq}`, actor: 'mia', action: more.action, resource: 'role', resourceId: null };
  const content = JSON.stringify({ ...named, at: AT.toISOString(), after: more.after ?? null });
  return { seq, ...named, at: AT, content, hash: hashOf(last?.hash ?? NOTHING_BEFORE, seq, content) };
}

function endingAt(rows: readonly AuditEntryRow[], cut?: AuditEntryRow): AuditTrailRow {
  const { seq = 0, hash = NOTHING_BEFORE } = rows.at(-1) ?? {};
  const [cutSeq, cutHash] = cut ? [cut.seq, cut.hash] : [0, NOTHING_BEFORE];
  return { id: 'trail', version: 1, seq, hash, cutSeq, cutHash, keepDays: 30 };
}

async function* each(rows: readonly AuditEntryRow[]): AsyncGenerator<AuditEntryRow> {
  yield* rows;
}

describe('a trail', () => {
  it('is whole as it was written, also an empty one', async () => {
    const { trail, rows } = trailOf(5);
    expect(await verify(trail, each(rows))).toEqual({ whole: true, entries: 5, head: rows[4]!.hash });
    expect(await verify(null, each([]))).toMatchObject({ whole: true, entries: 0 });
  });

  it.each([
    ['an entry is left out', (rows: AuditEntryRow[]) => rows.splice(2, 1), { seq: 3, because: 'missing' }],
    [
      'two are swapped',
      (rows: AuditEntryRow[]) => rows.splice(1, 2, rows[2]!, rows[1]!),
      { seq: 2, because: 'missing' },
    ],
    ['the newest are gone', (rows: AuditEntryRow[]) => rows.splice(3, 2), { seq: 4, because: 'end' }],
    [
      'what was written is changed',
      (rows: AuditEntryRow[]) => (rows[1] = { ...rows[1]!, content: rows[1]!.content.replace('mia', 'li') }),
      { seq: 2, because: 'content' },
    ],
    [
      'it is found under another name',
      (rows: AuditEntryRow[]) => (rows[1] = { ...rows[1]!, actor: 'li' }),
      { seq: 2, because: 'columns' },
    ],
  ])('is broken where %s', async (_, tamper, found) => {
    const { trail, rows } = trailOf(5);
    tamper(rows);
    expect(await verify(trail, each(rows))).toEqual({ whole: false, ...found });
  });

  it('that was written anew from its beginning is found by a hash noted before', async () => {
    const { rows: noted } = trailOf(5);
    const first = entryAfter(undefined, { action: 'role:delete' });
    const rows = [first, entryAfter(first, { action: 'role:define' })];
    const known = { hash: noted[4]!.hash };
    expect(await verify(endingAt(rows), each(rows), known)).toMatchObject({ because: 'head-differs' });
  });

  describe('whose heads were noted', () => {
    const { rows: written } = trailOf(5);
    const heads = [2, 5].map((seq) => ({ seq, hash: written[seq - 1]!.hash }));
    const judged = (rows: AuditEntryRow[], cut?: AuditEntryRow) => verify(endingAt(rows, cut), each(rows), { heads });

    it('is whole as long as it only grows', async () => {
      const more = [...written, entryAfter(written[4], { action: 'role:define' })];
      expect(await judged(more)).toMatchObject({ whole: true, entries: 6 });
    });

    it('is truncated where it ends before one of them, though it says itself that this is its end', async () => {
      expect(await judged(written.slice(0, 3))).toEqual({ whole: false, seq: 4, because: 'truncated' });
    });

    it('is replaced where another entry stands there, though the chain is whole', async () => {
      const anew = [entryAfter(undefined, { action: 'role:delete' })];
      while (anew.length < 9) anew.push(entryAfter(anew.at(-1), { action: 'role:define' }));
      expect(await judged(anew)).toEqual({ whole: false, seq: 2, because: 'replaced' });
    });

    it('is asked nothing of what policy has cut off, and of the cut itself all', async () => {
      const cutAt = (cut: AuditEntryRow, after: AuditEntryRow[]) => {
        const said = { action: CUT, after: { through: cut.seq, hash: cut.hash } };
        return judged([...after, entryAfter(after.at(-1), said)], cut);
      };
      expect(await cutAt(written[2]!, written.slice(3))).toMatchObject({ whole: true });
      const forged = { ...written[1]!, hash: hashOf(NOTHING_BEFORE, 2, 'forged') };
      const chained = entryAfter(forged, { action: 'role:define' });
      expect(await cutAt(forged, [chained])).toEqual({ whole: false, seq: 2, because: 'replaced' });
    });
  });

  it('whose beginning is cut off is whole only where the trail says so', async () => {
    const { rows } = trailOf(5);
    const cut = rows[2]!;
    const said = entryAfter(rows[4], { action: CUT, after: { through: cut.seq, hash: cut.hash } });
    const left = [...rows.slice(3), said];
    expect(await verify(endingAt(left, cut), each(left))).toMatchObject({ whole: true, entries: 3 });
    const silent = rows.slice(3);
    expect(await verify(endingAt(silent, cut), each(silent))).toMatchObject({ whole: false, because: 'cut' });
  });
});
