import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { pino } from 'pino';
import { NEVER } from 'rxjs';
import type { BoardReader } from './board.reader.js';
import { BoardStreams } from './board.streams.js';
import type { BoardWriter } from './board.writer.js';

const BOARD = { asOf: '2026-11-23T09:00:00.000Z', contacts: [], tickets: [] };

function theStreams() {
  const live = jest.fn(async () => BOARD);
  const boards = { live } as unknown as BoardReader;
  const streams = new BoardStreams(boards, { changes: NEVER } as unknown as BoardWriter, pino({ level: 'silent' }));
  const watch = (tenant = 'acme') => {
    const watcher = { ended: false, leave: () => {} };
    const subscription = runAsTenant(tenant, () => streams.live()).subscribe({
      complete: () => (watcher.ended = true),
    });
    watcher.leave = () => subscription.unsubscribe();
    return watcher;
  };
  return { streams, watch, live };
}

describe('the streams of boards', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('are 500 at most, and have room again when somebody leaves', () => {
    const { watch } = theStreams();
    const [first, ...others] = Array.from({ length: 500 }, () => watch());
    expect(() => watch()).toThrow(expect.objectContaining({ status: 503, code: 'too-many-streams' }));
    first!.leave();
    [watch(), ...others].forEach(({ leave }) => leave());
  });

  it('look at each board once for all its watchers, and no more when they have left', async () => {
    const { watch, live } = theStreams();
    const watchers = [watch('acme'), watch('acme'), watch('globex')];
    await jest.advanceTimersByTimeAsync(0);
    expect(live).toHaveBeenCalledTimes(2);
    watchers.forEach(({ leave }) => leave());
    await jest.advanceTimersByTimeAsync(10_000);
    expect(live).toHaveBeenCalledTimes(2);
  });

  it('end after ten minutes, so that the token of the watcher is checked again', async () => {
    const watcher = theStreams().watch();
    await jest.advanceTimersByTimeAsync(599_000);
    expect(watcher.ended).toBe(false);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(watcher.ended).toBe(true);
  });

  it('end when the service stops, also for those who come too late', () => {
    const { streams, watch } = theStreams();
    const watcher = watch();
    streams.onModuleDestroy();
    expect(watcher.ended).toBe(true);
    expect(watch().ended).toBe(true);
  });
});
