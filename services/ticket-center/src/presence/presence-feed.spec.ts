import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FakeClock } from '#libs/testing/fake-clock';
import { Observable } from 'rxjs';
import { alsoOpen, type AlsoOpen } from './also-open.js';
import { MemoryPresenceBoard } from './infra/memory-presence-board.js';
import type { Doing, Presence } from './presence-board.js';
import { presenceFeed } from './presence-feed.js';

const TTL_MS = 30_000;
const T0 = '2026-11-23T09:00:00.000Z';
const T1 = '2026-11-23T09:00:10.000Z';

function presence(personId: string, doing: Doing, since: string, client = 'one'): Presence {
  return { personId, doing, since, client, until: Date.parse(since) + TTL_MS };
}

describe('who else has a ticket open', () => {
  it('is everybody but oneself, each once with the most they do, whoever came first first', () => {
    const all = [
      presence('li', 'viewing', T1),
      presence('li', 'typing', T1, 'two'),
      presence('bo', 'editing', T0),
      presence('mia', 'editing', T0),
      presence('bo', 'editing', T1, 'two'),
    ];
    expect(alsoOpen(all, 'mia')).toEqual([
      { personId: 'bo', doing: 'editing', since: T0 },
      { personId: 'li', doing: 'typing', since: T1 },
    ]);
  });
});

describe('what is pushed of it', () => {
  let clock: FakeClock;
  let board: MemoryPresenceBoard;
  let pushed: AlsoOpen[][];
  let leave: () => void;

  beforeEach(async () => {
    jest.useFakeTimers();
    clock = new FakeClock(T0);
    board = new MemoryPresenceBoard();
    pushed = [];
    const hints = new Observable<void>((heard) => board.follow('acme/1', () => heard.next()));
    const now = () => clock.now();
    const feed = presenceFeed(() => board.of('acme/1', now()), hints, now, 'mia');
    const subscription = feed.subscribe((others) => pushed.push(others));
    leave = () => subscription.unsubscribe();
    await pass(0);
  });
  afterEach(() => {
    leave();
    jest.useRealTimers();
  });

  async function pass(ms: number): Promise<void> {
    clock.advance(ms);
    await jest.advanceTimersByTimeAsync(ms);
  }
  const says = (personId: string, doing: Doing, topic = 'acme/1') =>
    board.put(topic, presence(personId, doing, clock.now().toISOString()), clock.now());

  it('comes at once, and with everybody who comes, goes or does something else', async () => {
    await says('li', 'viewing');
    await pass(0);
    await says('li', 'typing');
    await pass(0);
    await board.remove('acme/1', { personId: 'li', client: 'one' });
    await pass(0);
    expect(pushed.map((others) => others.map(({ doing }) => doing))).toEqual([[], ['viewing'], ['typing'], []]);
  });

  it('is nothing of oneself, nor of another ticket', async () => {
    await says('mia', 'editing');
    await says('li', 'editing', 'acme/2');
    await says('li', 'editing', 'globex/1');
    await pass(1_000);
    expect(pushed).toEqual([[]]);
  });

  it('loses whoever says nothing more, a second after their time is over at the latest', async () => {
    await says('li', 'viewing');
    await pass(29_000);
    expect(pushed.at(-1)).toHaveLength(1);
    await pass(2_000);
    expect(pushed.at(-1)).toEqual([]);
  });

  it('keeps whoever says it again, and is not pushed for that', async () => {
    await says('li', 'viewing');
    for (let beat = 0; beat < 10; beat += 1) {
      await pass(10_000);
      await board.renew('acme/1', { ...presence('li', 'viewing', T0), until: clock.ms() + TTL_MS }, clock.now());
    }
    await pass(1_000);
    expect(pushed).toEqual([[], [{ personId: 'li', doing: 'viewing', since: T0 }]]);
  });
});
