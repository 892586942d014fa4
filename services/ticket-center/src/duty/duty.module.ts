import { Module } from '@nestjs/common';
import { DutyRosters } from './duty-rosters.js';
import { Duties } from './duty.api.js';
import { DutyController } from './duty.controller.js';
import { OnDutyController } from './on-duty.controller.js';

/** 值班 */
@Module({ controllers: [DutyController, OnDutyController], providers: [DutyRosters, Duties], exports: [Duties] })
export class DutyModule {}
