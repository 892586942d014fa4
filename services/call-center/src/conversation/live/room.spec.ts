import { describe, expect, it } from '@jest/globals';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { Attendant } from './attendant.js';
import { Room } from './room.js';
import { PAGE, type Told } from './told.js';

/** What is stored, and who reads it; a device that keeps what it gets. */
class Stored {
  readonly messages: Told[] = [];
  reads = 0;
  failing = false;

  readonly after = async (seq: number) => {
    this.reads += 1;
    const page = this.messages.slice(seq, seq + PAGE);
    await turn();
    if (this.failing) throw new Error('the database is away');
    return page;
  };

  add(count = 1): Told {
    for (let n = 0; n < count; n += 1)
      this.messages.push({ seq: this.messages.length + 1, frame: `${this.messages.length + 1}`, isForAgents: false });
    return this.messages.at(-1)!;
  }
}

class Device {
  readonly got: number[] = [];

  send(frame: string): void {
    this.got.push(Number(frame));
  }

  async drained(): Promise<void> {
    await turn();
  }
}

const skipped = (seq: number) => `-${seq}`;
const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

async function settled(): Promise<void> {
  for (let n = 0; n < 30; n += 1) await turn();
}

async function aRoom(stored: Stored, after = stored.messages.length) {
  const room = new Room(stored.after, skipped);
  room.begin(stored.messages.length);
  const device = new Device();
  const attendant = new Attendant(device, room, after, true);
  await attendant.catchUp();
  return { room, device, attendant };
}

describe('a room', () => {
  it('tells what arrives in order at once, without asking the database', async () => {
    const stored = new Stored();
    const { room, device } = await aRoom(stored);
    const { reads } = stored;
    for (let n = 0; n < 3; n += 1) room.arrived(stored.add());
    expect(device.got).toEqual([1, 2, 3]);
    expect(stored.reads).toBe(reads);
  });

  it('reads what a lost hint did not tell, and tells nothing twice', async () => {
    const stored = new Stored();
    const { room, device } = await aRoom(stored);
    const lost = stored.add();
    room.arrived(stored.add());
    await settled();
    room.arrived(lost);
    expect(device.got).toEqual([1, 2]);
  });

  it('finds by looking what nothing told of', async () => {
    const stored = new Stored();
    const { room, device } = await aRoom(stored);
    stored.add(3);
    room.noticed(3);
    await settled();
    expect(device.got).toEqual([1, 2, 3]);
  });

  it('goes on when the database comes back', async () => {
    const stored = new Stored();
    const { room, device } = await aRoom(stored);
    stored.failing = true;
    stored.add();
    room.arrived(stored.add());
    await settled();
    expect(device.got).toEqual([]);
    stored.failing = false;
    room.noticed(2);
    await settled();
    expect(device.got).toEqual([1, 2]);
  });

  it('brings a device up to date that was away for several pages, with what comes meanwhile', async () => {
    const stored = new Stored();
    stored.add(2 * PAGE + 7);
    const room = new Room(stored.after, skipped);
    room.begin(stored.messages.length);
    const device = new Device();
    const catchingUp = new Attendant(device, room, 5, true).catchUp();
    await turn();
    room.arrived(stored.add());
    await catchingUp;
    room.arrived(stored.add());
    expect(device.got).toEqual(upTo(2 * PAGE + 9, 6));
  });

  it('tells a message that arrived before it was known where the history ends', async () => {
    const stored = new Stored();
    stored.add(4);
    const room = new Room(stored.after, skipped);
    const device = new Device();
    const attendant = new Attendant(device, room, 4, true);
    room.arrived(stored.add());
    room.begin(4);
    await attendant.catchUp();
    await settled();
    expect(device.got).toEqual([5]);
  });

  it('tells who may not see a note that there is something, and what follows as ever', async () => {
    const stored = new Stored();
    const { room, device } = await aRoom(stored);
    const customer = new Device();
    await new Attendant(customer, room, 0, false).catchUp();
    for (const told of [stored.add(), { ...stored.add(), isForAgents: true }, stored.add()]) room.arrived(told);
    expect([device.got, customer.got]).toEqual([
      [1, 2, 3],
      [1, -2, 3],
    ]);
  });

  it('stops telling a device that has left', async () => {
    const stored = new Stored();
    const { room, device, attendant } = await aRoom(stored);
    attendant.leave();
    room.arrived(stored.add());
    expect(device.got).toEqual([]);
  });

  it('tells every device everything once and in order, whatever hints do and whenever devices come', async () => {
    const hint = fc.record({
      kind: fc.constantFrom('store', 'lose', 'repeat', 'come', 'look', 'wait'),
      back: fc.nat({ max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(hint, { maxLength: 60 }), async (steps) => {
        const stored = new Stored();
        const room = new Room(stored.after, skipped);
        room.begin(0);
        const devices: { device: Device; from: number; ready: Promise<void> }[] = [];
        const come = (from: number) => {
          const device = new Device();
          devices.push({ device, from, ready: new Attendant(device, room, from, true).catchUp() });
        };
        come(0);
        for (const { kind, back } of steps) {
          const last = stored.messages.length;
          if (kind === 'store') room.arrived(stored.add());
          else if (kind === 'lose') stored.add();
          else if (kind === 'repeat' && last > back) room.arrived(stored.messages[last - 1 - back]!);
          else if (kind === 'come') come(Math.max(0, last - back));
          else if (kind === 'look') room.noticed(last);
          else await turn();
        }
        await Promise.all(devices.map(({ ready }) => ready));
        room.noticed(stored.messages.length);
        await settled();
        for (const { device, from } of devices) expect(device.got).toEqual(upTo(stored.messages.length, from + 1));
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });
});
