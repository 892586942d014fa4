import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { newId } from '#libs/kernel/id';
import { NUMBERS, Told, type SwitchInTest } from './switch-in-test.js';

/** What every switch does. @param make connected once its listener is told so */
export function switchContract(make: () => Promise<SwitchInTest>): void {
  let world: SwitchInTest;
  let told: Told;

  beforeEach(async () => {
    world = await make();
    told = new Told(world.theSwitch);
    await eventually('it is connected', () => told.connected === 1, { every: 2 });
  });
  afterEach(() => world.dispose());

  const anId = () => newId(new Date());
  const calls = async () => new Map((await world.theSwitch.calls()).map((call) => [call.callId, call]));

  /** A call that came in and was answered. */
  async function aCaller(): Promise<string> {
    const callId = world.arrive();
    await told.until(callId, 'incoming');
    await told.command({ kind: 'answer', callId });
    await told.until(callId, 'answered');
    return callId;
  }

  async function someoneAt(number: string = NUMBERS.person): Promise<string> {
    const callId = await told.dial(anId(), number);
    await told.until(callId, 'ringing');
    world.passes(3_000);
    await told.until(callId, 'answered');
    return callId;
  }

  async function aTalk(): Promise<[string, string]> {
    const [caller, agent] = [await aCaller(), await someoneAt()];
    await told.command({ kind: 'bridge', callId: caller, withId: agent });
    await told.until(agent, 'bridged');
    await told.until(caller, 'bridged');
    return [caller, agent];
  }

  describe('a call that comes in', () => {
    it('is told with whose it is, from whom and to what', async () => {
      const callId = world.arrive();
      expect(await told.until(callId, 'incoming')).toMatchObject({
        tenantId: 'acme',
        from: '+8613900000000',
        to: '4001',
      });
      expect((await calls()).get(callId)).toMatchObject({ tenantId: 'acme', direction: 'inbound', state: 'ringing' });
    });

    it('is answered, held and resumed', async () => {
      const callId = await aCaller();
      await told.command({ kind: 'hold', callId });
      await told.until(callId, 'held');
      expect((await calls()).get(callId)).toMatchObject({ state: 'held' });
      await told.command({ kind: 'resume', callId });
      await told.until(callId, 'resumed');
      expect((await calls()).get(callId)).toMatchObject({ state: 'answered' });
    });

    it('ends when the caller hangs up, and is gone', async () => {
      const callId = await aCaller();
      world.farHangUp(callId);
      expect(await told.until(callId, 'ended')).toMatchObject({ cause: 'hung-up' });
      expect((await calls()).has(callId)).toBe(false);
    });

    it('ends when we hang up', async () => {
      const callId = await aCaller();
      await told.command({ kind: 'hang-up', callId, cause: 'hung-up' });
      await told.until(callId, 'ended');
    });
  });

  describe('a call that we make', () => {
    it('has the id we gave it, rings, and is answered', async () => {
      const callId = await someoneAt();
      expect(told.of(callId).slice(0, 2)).toEqual(['ringing', 'answered']);
      expect((await calls()).get(callId)).toMatchObject({ direction: 'outbound', state: 'answered' });
    });

    it.each(['busy', 'rejected', 'invalid-number'] as const)('ends as %s', async (reaction) => {
      const callId = await told.dial(anId(), NUMBERS[reaction]);
      world.passes(3_000);
      expect(await told.until(callId, 'ended')).toMatchObject({ cause: reaction });
    });

    it('rings no longer than it is told to', async () => {
      const callId = await told.dial(anId(), NUMBERS['no-answer'], { ringSeconds: 20 });
      await told.until(callId, 'ringing');
      world.passes(19_000);
      expect((await calls()).has(callId)).toBe(true);
      world.passes(1_000);
      expect(await told.until(callId, 'ended')).toMatchObject({ cause: 'no-answer' });
    });

    it('can be cancelled while it rings', async () => {
      const callId = await told.dial(anId(), NUMBERS.person);
      await told.until(callId, 'ringing');
      await told.command({ kind: 'hang-up', callId, cause: 'cancelled' });
      expect(await told.until(callId, 'ended')).toMatchObject({ cause: 'cancelled' });
      world.passes(10_000);
      expect(told.of(callId)).not.toContain('answered');
    });

    it('says that a machine answered, when it is asked to', async () => {
      const callId = await told.dial(anId(), NUMBERS.machine, { detectsMachine: true });
      await told.until(callId, 'ringing');
      world.passes(3_000);
      expect(await told.until(callId, 'answerer-detected')).toMatchObject({ answerer: 'machine' });
    });
  });

  describe('two calls', () => {
    it('talk to each other', async () => {
      const [caller, agent] = await aTalk();
      expect(await calls()).toMatchObject(
        new Map([
          [caller, expect.objectContaining({ peerId: agent })],
          [agent, expect.objectContaining({ peerId: caller })],
        ]),
      );
    });

    it('part when one is bridged with a third, and nobody is hung up', async () => {
      const [caller, agent] = await aTalk();
      const other = await someoneAt();
      await told.command({ kind: 'bridge', callId: caller, withId: other });
      await told.until(agent, 'unbridged');
      await told.until(other, 'bridged');
      expect((await calls()).get(agent)).toMatchObject({ state: 'answered', peerId: null });
    });

    it('of which one ends leave the other alone, but there', async () => {
      const [caller, agent] = await aTalk();
      world.farHangUp(agent);
      await told.until(caller, 'unbridged');
      expect((await calls()).get(caller)).toMatchObject({ state: 'answered', peerId: null });
    });

    it('and a third confer, and each may leave', async () => {
      const [caller, agent] = await aTalk();
      const third = await someoneAt();
      for (const callId of [caller, agent, third]) await told.command({ kind: 'join', callId, conference: 'c-1' });
      for (const callId of [caller, agent, third]) {
        expect(await told.until(callId, 'joined')).toMatchObject({ conference: 'c-1' });
      }
      await told.command({ kind: 'leave', callId: third });
      expect(await told.until(third, 'left')).toMatchObject({ conference: 'c-1' });
      expect((await calls()).has(third)).toBe(true);
    });

    it.each(['listen', 'whisper', 'barge'] as const)('can be monitored: %s', async (mode) => {
      const [caller, agent] = await aTalk();
      const supervisor = await someoneAt();
      await told.command({ kind: 'monitor', callId: supervisor, targetId: agent, mode });
      expect((await calls()).get(caller)).toMatchObject({ peerId: agent });
    });

    it('can be taken over', async () => {
      const [caller, agent] = await aTalk();
      const supervisor = await someoneAt();
      await told.command({ kind: 'monitor', callId: supervisor, targetId: agent, mode: 'listen' });
      await told.command({ kind: 'bridge', callId: caller, withId: supervisor });
      await told.command({ kind: 'hang-up', callId: agent, cause: 'hung-up' });
      await told.until(agent, 'ended');
      await eventually('they talk', async () => (await calls()).get(caller)?.peerId === supervisor, { every: 2 });
    });

    it('part when one is sent to what the switch does itself', async () => {
      const [caller, agent] = await aTalk();
      await told.command({ kind: 'transfer', callId: caller, extension: 'music' });
      await told.until(agent, 'unbridged');
    });
  });

  describe('a dialogue', () => {
    it('plays, and says when it is over', async () => {
      const callId = await aCaller();
      const commandId = await told.command({ kind: 'play', callId, prompt: 'welcome.wav' });
      world.passes(2_000);
      expect(await told.until(callId, 'played')).toMatchObject({ commandId });
    });

    const ask = { kind: 'collect', prompt: 'number.wav', minDigits: 2, maxDigits: 4, timeoutSeconds: 5 } as const;

    it('collects as many keys as it may', async () => {
      const callId = await aCaller();
      const commandId = await told.command({ ...ask, callId });
      world.press(callId, '12');
      world.press(callId, '345');
      expect(await told.until(callId, 'collected')).toMatchObject({ commandId, digits: '1234' });
    });

    it('takes # for the end', async () => {
      const callId = await aCaller();
      await told.command({ ...ask, callId });
      world.press(callId, '12#');
      expect(await told.until(callId, 'collected')).toMatchObject({ digits: '12' });
    });

    it('does not wait for ever', async () => {
      const callId = await aCaller();
      await told.command({ ...ask, callId });
      world.passes(5_000);
      expect((await told.until(callId, 'collected')).digits.length).toBeLessThan(2);
    });
  });

  describe('a recording', () => {
    it('has a beginning, an end and a file', async () => {
      const callId = await aCaller();
      await told.command({ kind: 'start-recording', callId, file: 'c-1.wav' });
      expect(await told.until(callId, 'recording-started')).toMatchObject({ file: 'c-1.wav' });
      await told.command({ kind: 'stop-recording', callId, file: 'c-1.wav' });
      expect(await told.until(callId, 'recording-stopped')).toMatchObject({ file: 'c-1.wav' });
    });

    it('ends with its call at the latest', async () => {
      const callId = await aCaller();
      await told.command({ kind: 'start-recording', callId, file: 'c-2.wav' });
      world.farHangUp(callId);
      await told.until(callId, 'ended');
      expect(told.of(callId).slice(-2)).toEqual(['recording-stopped', 'ended']);
    });
  });

  describe('commands', () => {
    it('have one effect for each id', async () => {
      const callId = anId();
      const call = {
        from: null,
        ringSeconds: 30,
        detectsMachine: false,
        picksUp: false,
        tenantId: 'acme',
        to: { number: '+100' },
      };
      const dial = () => world.theSwitch.perform({ commandId: 'once', kind: 'originate', callId, ...call });
      await Promise.all([dial(), dial()]);
      await dial();
      world.passes(3_000);
      await told.until(callId, 'answered');
      expect(told.of(callId)).toEqual(['ringing', 'answered']);
    });

    it('to a call that is not there are refused', async () => {
      const command = told.command({ kind: 'hold', callId: anId() });
      await expect(command).rejects.toMatchObject({ code: 'call-not-found' });
    });
  });

  it('tells events with ids of their own, those of a call in order', async () => {
    const [caller] = await aTalk();
    world.farHangUp(caller);
    await told.until(caller, 'ended');
    const ids = told.events.map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    const orders = told.events.filter(({ callId }) => callId === caller).map(({ order }) => order);
    expect(orders).toEqual(orders.toSorted());
    expect(orders.length).toBeGreaterThan(3);
  });

  describe('after a cut', () => {
    it('says that it is connected again, and tells the truth when asked', async () => {
      const [stays, goes] = [await aCaller(), await aCaller()];
      await world.cut();
      await eventually('it knows of the cut', () => !world.theSwitch.isConnected, { every: 2 });
      const refused = expect.objectContaining({ code: 'switch-unreachable' });
      await expect(world.theSwitch.calls()).rejects.toEqual(refused);
      await expect(told.command({ kind: 'hold', callId: stays })).rejects.toEqual(refused);
      world.farHangUp(goes);
      const comes = world.arrive();
      world.passes(10_000);
      await world.mend();
      await eventually('it is connected again', () => told.connected === 2, { every: 2 });
      expect([...(await calls()).keys()].toSorted()).toEqual([stays, comes].toSorted());
      expect(told.of(goes)).not.toContain('ended');
      expect(told.of(comes)).toEqual([]);
    });

    it('takes a command that failed when it is sent again', async () => {
      const callId = await aCaller();
      await world.cut();
      const hold = () => world.theSwitch.perform({ commandId: 'again', kind: 'hold', callId });
      await eventually('it knows of the cut', () => !world.theSwitch.isConnected, { every: 2 });
      await expect(hold()).rejects.toMatchObject({ code: 'switch-unreachable' });
      await world.mend();
      await eventually('it is connected again', () => told.connected === 2, { every: 2 });
      await hold();
      await told.until(callId, 'held');
    });
  });
}
