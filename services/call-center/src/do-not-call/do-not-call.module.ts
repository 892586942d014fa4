import { Module } from '@nestjs/common';
import { NumbersOfCustomer } from '../phone-number/numbers-of-customer.api.js';
import { DoNotCall } from './do-not-call.api.js';
import { DoNotCallController } from './do-not-call.controller.js';
import { DoNotCallService } from './do-not-call.service.js';

@Module({ controllers: [DoNotCallController], providers: [DoNotCall, DoNotCallService, NumbersOfCustomer] })
export class DoNotCallModule {}
