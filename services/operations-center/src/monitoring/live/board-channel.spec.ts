import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoardChannel, type Push } from './board-channel.js';
import { patched, type Document, type MergePatch } from './merge-patch.js';

const START = Date.parse('2026-11-23T09:00:00Z');
const board = (value: number): Document => ({ widgets: { waiting: { value } } });

/** What somebody has on their screen. */
class Screen {
  shown: Document = {};
  readonly pushes: Push[] = [];
  leave: () => void = () => undefined;

  open(channel: BoardChannel): void {
    this.leave = channel.join(this.pushes.at(-1)?.id, (push) => this.#take(push));
  }

  #take(push: Push): void {
    const patch = JSON.parse(push.data) as MergePatch;
    this.shown = push.type === 'board' ? (patch as Document) : patched(this.shown, patch);
    this.pushes.push(push);
  }

  get types(): string[] {
    return this.pushes.map(({ type }) => type);
  }
}

describe('a board that is watched', () => {
  it('is everything at first, and then what has changed', () => {
    const [channel, screen] = [new BoardChannel('run'), new Screen()];
    screen.open(channel);
    channel.show(board(1), START);
    channel.show(board(2), START + 1_000);
    expect(screen.types).toEqual(['board', 'delta']);
    expect(screen.pushes[1]!.data).toBe('{"asOf":"2026-11-23T09:00:01.000Z","widgets":{"waiting":{"value":2}}}');
  });

  it('is silent while nothing changes, but never for five seconds', () => {
    const [channel, screen] = [new BoardChannel('run'), new Screen()];
    screen.open(channel);
    for (let second = 0; second <= 12; second += 1) channel.show(board(1), START + second * 1_000);
    expect(screen.pushes.map(({ data }) => (JSON.parse(data) as { asOf: string }).asOf.slice(17, 19))).toEqual([
      ...['00', '03', '06', '09', '12'],
    ]);
  });

  it('has one text for all who watch', () => {
    const channel = new BoardChannel('run');
    const screens = [new Screen(), new Screen()];
    for (const screen of screens) screen.open(channel);
    channel.show(board(1), START);
    channel.show(board(2), START + 1_000);
    expect(screens[0]!.pushes[1]).toBe(screens[1]!.pushes[1]);
  });

  it('sends those who come back what they have missed, and everything to those who were away too long', () => {
    const [channel, screen] = [new BoardChannel('run'), new Screen()];
    screen.open(channel);
    channel.show(board(0), START);
    screen.leave();
    for (let look = 1; look <= 3; look += 1) channel.show(board(look), START + look);
    screen.open(channel);
    channel.show(board(3), START + 4);
    expect(screen.types).toEqual(['board', 'delta', 'delta', 'delta']);
    screen.leave();
    for (let look = 5; look <= 200; look += 1) channel.show(board(look), START + look);
    screen.open(channel);
    channel.show(board(200), START + 201);
    expect(screen.types.at(-1)).toBe('board');
    expect(screen.shown).toMatchObject(board(200));
  });

  it('shows the same to everybody, whenever they come, go and come back', () => {
    const happening = fc.oneof(
      fc.record({ what: fc.constant('look' as const), value: fc.integer({ min: 0, max: 3 }) }),
      fc.record({ what: fc.constantFrom('come' as const, 'go' as const), who: fc.integer({ min: 0, max: 2 }) }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const channel = new BoardChannel('run');
        const screens = [new Screen(), new Screen(), new Screen()];
        const there = new Set<Screen>();
        let at = START;
        for (const each of [...happenings, { what: 'look' as const, value: 9 }]) {
          if (each.what === 'look') channel.show(board(each.value), (at += 1_000));
          else if (each.what === 'come' && !there.has(screens[each.who]!)) {
            screens[each.who]!.open(channel);
            there.add(screens[each.who]!);
          } else if (each.what === 'go' && there.delete(screens[each.who]!)) screens[each.who]!.leave();
        }
        for (const screen of there) expect(screen.shown['widgets']).toEqual(board(9)['widgets']);
      }),
      { seed: 7 },
    );
  });
});
