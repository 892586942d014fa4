import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { z } from 'zod';
import { AppModule } from '../../src/app.module.js';
import { Clock } from '#libs/kernel/clock';
import { Switch } from '../../src/telephony/domain/switch.js';
import type { FarSide, FarSides } from '../../src/telephony/simulated/far-side.js';
import { SimulatedSwitch } from '../../src/telephony/simulated/simulated-switch.js';
import { TelephonyModule } from '../../src/telephony/telephony.module.js';
import { TelephonyVariables } from '../../src/telephony/telephony-environment.js';

/** Who answers under which number. */
export const NUMBERS = new Map<string, FarSide>();
const PERSON: FarSide = { reaction: 'person', ringMs: 3_000, patienceMs: null, talkMs: null };
const farSides: FarSides = (_random, number) => NUMBERS.get(number ?? '') ?? PERSON;

const settings = () => z.object(TelephonyVariables).parse({ TELEPHONY: 'simulated' });

type Imported = Type | DynamicModule;
const isTelephony = (each: Imported) => 'module' in each && each.module === TelephonyModule;
const others = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, AppModule) as Imported[]).filter(
  (each) => !isTelephony(each),
);

const telephony = TelephonyModule.with(settings);
const theSwitch = {
  provide: Switch,
  useFactory: (clock: Clock) => new SimulatedSwitch(clock, () => 0.5, farSides),
  inject: [Clock],
};

/** The whole service, with a switch. */
@Module({
  imports: [...others, { ...telephony, providers: [...telephony.providers!, theSwitch] }],
  providers: Reflect.getMetadata(MODULE_METADATA.PROVIDERS, AppModule) as Type[],
})
export class WithSimulatedSwitch {}
