import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { z } from 'zod';
import { AppModule } from '../../src/app.module.js';
import { CallCenterSeed } from '../../src/seed.js';
import { TelephonyModule } from '../../src/telephony/telephony.module.js';
import { TelephonyVariables } from '../../src/telephony/telephony-environment.js';

const settings = () => z.object(TelephonyVariables).parse({ TELEPHONY: 'simulated' });

type Imported = Type | DynamicModule;
const isTelephony = (each: Imported) => 'module' in each && each.module === TelephonyModule;
const others = (Reflect.getMetadata(MODULE_METADATA.IMPORTS, AppModule) as Imported[]).filter(
  (each) => !isTelephony(each),
);

/** The whole service, with a switch. */
@Module({ imports: [...others, TelephonyModule.with(settings)], providers: [CallCenterSeed] })
export class WithSimulatedSwitch {}
