import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '#libs/kernel/clock';
import { Dice } from '#libs/kernel/dice';
import type { Logger } from 'pino';
import { NoSwitch } from './domain/no-switch.js';
import type { Switch } from './domain/switch.js';
import { FreeSwitchSwitch } from './freeswitch/freeswitch-switch.js';
import { farSidesOf, SERVICE_LINE } from './simulated/far-side.js';
import { SimulatedSwitch } from './simulated/simulated-switch.js';
import type { TelephonySettings } from './telephony-environment.js';

/** The switch that the environment names. */
export function chosenSwitch(settings: TelephonySettings, clock: Clock, logger: Logger): Switch {
  switch (settings.TELEPHONY) {
    case 'simulated':
      return simulated(settings.TELEPHONY_SEED, clock);
    case 'freeswitch':
      return freeSwitch(settings, logger);
    case 'none':
      return new NoSwitch();
  }
}

function simulated(seed: number, clock: Clock): SimulatedSwitch {
  const dice = new Dice(seed);
  return new SimulatedSwitch(clock, () => dice.next(), farSidesOf(SERVICE_LINE));
}

function freeSwitch(settings: TelephonySettings, logger: Logger): FreeSwitchSwitch {
  const { FREESWITCH_HOST: host, FREESWITCH_PORT: port, FREESWITCH_PASSWORD: password = '' } = settings;
  return new FreeSwitchSwitch({
    address: { host, port, password },
    dial: { gateway: settings.FREESWITCH_GATEWAY, recordings: settings.FREESWITCH_RECORDINGS },
    logger,
    delay: (ms, signal) => sleep(ms, undefined, { signal }),
  });
}
