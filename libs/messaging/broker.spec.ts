import { describe, expect, it } from '@jest/globals';
import { gate, listen, message, recorder, brokerContract } from './broker.contract.js';
import { InProcessBroker } from './in-process-broker.js';

let topics = 0;

describe('the in-process broker', () => {
  brokerContract({
    open: () => new InProcessBroker({ delay: async () => undefined }),
    topic: async () => `topic-${topics++}`,
  });

  it('resolves publish only when every group has handled the messages', async () => {
    const broker = new InProcessBroker();
    const [one, other] = [gate(), gate()];
    await broker.subscribe('t', 'one', () => one.opened);
    await broker.subscribe('t', 'other', () => other.opened);
    let published = false;
    const publishing = broker.publish([message('t', 'k')]).then(() => (published = true));
    one.open();
    await one.opened;
    expect(published).toBe(false);
    other.open();
    await publishing;
  });

  it('lets all other keys pass one that is stuck', async () => {
    const broker = new InProcessBroker();
    const stuck = gate();
    await broker.subscribe('t', 'g', ({ key }) => (key === 'stuck' ? stuck.opened : Promise.resolve()));
    const held = broker.publish([message('t', 'stuck')]);
    await broker.publish(Array.from({ length: 100 }, (_, n) => message('t', `${n}`)));
    stuck.open();
    await held;
  });

  it('waits longer before each further attempt, at most five seconds', async () => {
    const waits: number[] = [];
    const broker = new InProcessBroker({ delay: async (ms) => void waits.push(ms) });
    let refusals = 9;
    await listen(broker, 't', 'g', async () => {
      if (refusals-- > 0) throw new Error('not now');
    });
    await broker.publish([message('t', 'k')]);
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('rejects what was not handled when it closes, the rest of its key included', async () => {
    const waiting = gate();
    const broker = new InProcessBroker({
      delay: (_ms, signal) => {
        waiting.open();
        return new Promise((resolve) => signal.addEventListener('abort', resolve));
      },
    });
    const seen = await listen(broker, 't', 'g', async () => {
      throw new Error('never');
    });
    const [first, second] = [message('t', 'k'), message('t', 'k')];
    const publishing = broker.publish([first, second]);
    await waiting.opened;
    await Promise.all([broker.close(), expect(publishing).rejects.toThrow('nobody of the group g listens now')]);
    expect(seen.messages).toEqual([first]);
  });

  it('keeps a group whose members have all left: what it misses is not taken', async () => {
    const broker = new InProcessBroker();
    const seen = recorder();
    const subscription = await broker.subscribe('t', 'g', seen.handler);
    await subscription.close();
    const missed = message('t', 'k');
    await expect(broker.publish([missed])).rejects.toThrow('nobody of the group g listens now');
    await broker.subscribe('t', 'g', seen.handler);
    await broker.publish([missed]);
    expect(seen.messages).toEqual([missed]);
  });

  it('closes in bounded time, though a handler never ends', async () => {
    const broker = new InProcessBroker({ closeMs: 10 });
    const started = gate();
    await broker.subscribe('t', 'g', () => {
      started.open();
      return new Promise(() => undefined);
    });
    void broker.publish([message('t', 'k')]);
    await started.opened;
    await broker.close();
    await expect(broker.ping()).rejects.toThrow('the broker is closed');
  });
});
