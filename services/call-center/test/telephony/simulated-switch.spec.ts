import { describe, expect, it } from '@jest/globals';
import { Dice } from '#libs/kernel/dice';
import { FakeClock } from '#libs/testing/fake-clock';
import type { SwitchEvent } from '../../src/telephony/domain/switch-event.js';
import { farSidesOf, SERVICE_LINE } from '../../src/telephony/simulated/far-side.js';
import { SimulatedSwitch } from '../../src/telephony/simulated/simulated-switch.js';
import { byNumber, type SwitchInTest } from './switch-in-test.js';
import { switchContract } from './switch.contract.js';

function aSwitch(): SwitchInTest {
  const clock = new FakeClock();
  const dice = new Dice(1);
  const theSwitch = new SimulatedSwitch(clock, () => dice.next(), byNumber);
  return {
    theSwitch,
    arrive: () => theSwitch.arrive({ tenantId: 'acme', from: '+8613900000000', to: '4001' }),
    farHangUp: (callId) => theSwitch.farHangUp(callId),
    press: (callId, keys) => theSwitch.press(callId, keys),
    passes: (ms) => {
      clock.advance(ms);
      theSwitch.advance();
    },
    cut: () => Promise.resolve(theSwitch.cut()),
    mend: () => Promise.resolve(theSwitch.mend()),
    dispose: () => theSwitch.stop(),
  };
}

/** A day of calls, each taken at once or left to wait. */
async function aDay(seed: number, calls: number): Promise<SwitchEvent[]> {
  const clock = new FakeClock();
  const dice = new Dice(seed);
  const random = () => dice.next();
  const theSwitch = new SimulatedSwitch(clock, random, farSidesOf(SERVICE_LINE));
  const events: SwitchEvent[] = [];
  theSwitch.start({ onEvent: (event) => events.push(event), onConnected: () => undefined });
  for (let n = 0; n < calls; n++) {
    clock.advance(Math.floor(random() * 2 * (86_400_000 / calls)));
    const callId = theSwitch.arrive({ tenantId: 'acme', from: null, to: '4001' });
    if (n % 3 === 0) continue;
    const agent = `agent-${n}`;
    const call = {
      from: null,
      ringSeconds: 30,
      detectsMachine: false,
      picksUp: false,
      tenantId: 'acme',
      to: { extension: 'mia' },
    };
    await theSwitch.perform({ commandId: `dial-${n}`, kind: 'originate', callId: agent, ...call });
    await theSwitch.perform({ commandId: `answer-${n}`, kind: 'answer', callId });
    clock.advance(2_000);
    theSwitch.advance();
    const bridge = { commandId: `bridge-${n}`, kind: 'bridge', callId, withId: agent } as const;
    await theSwitch.perform(bridge).catch(() => undefined);
  }
  clock.advance(86_400_000);
  expect((await theSwitch.calls()).filter(({ direction }) => direction === 'inbound')).toEqual([]);
  await theSwitch.stop();
  return events;
}

const shape = (events: readonly SwitchEvent[]) => events.map(({ kind, at }) => `${at.toISOString()} ${kind}`);

describe('the simulated switch', () => {
  switchContract(() => Promise.resolve(aSwitch()));

  it('makes the same day of the same seed, and another of another', async () => {
    const day = shape(await aDay(7, 300));
    expect(shape(await aDay(7, 300))).toEqual(day);
    expect(shape(await aDay(8, 300))).not.toEqual(day);
  });

  it('lets callers lose patience after the mean that was asked for', async () => {
    const events = await aDay(3, 10_000);
    const came = new Map(
      events.filter(({ kind }) => kind === 'incoming').map(({ callId, at }) => [callId, at.getTime()]),
    );
    const served = new Set(events.filter(({ kind }) => kind === 'bridged').map(({ callId }) => callId));
    const waits = events
      .filter(({ kind, callId }) => kind === 'ended' && came.has(callId) && !served.has(callId))
      .map(({ callId, at }) => at.getTime() - came.get(callId)!);
    expect(came.size).toBe(10_000);
    expect(waits.length).toBeGreaterThan(3_000);
    const mean = waits.reduce((sum, each) => sum + each, 0) / waits.length;
    expect(Math.abs(mean / SERVICE_LINE.meanPatienceMs - 1)).toBeLessThan(0.05);
  });
});
