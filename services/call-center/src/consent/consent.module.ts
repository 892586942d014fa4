import { Module } from '@nestjs/common';
import { NumbersOfCustomer } from '../phone-number/numbers-of-customer.api.js';
import { Consents } from './consent.api.js';
import { ConsentController } from './consent.controller.js';
import { ConsentService } from './consent.service.js';

@Module({ controllers: [ConsentController], providers: [Consents, ConsentService, NumbersOfCustomer] })
export class ConsentModule {}
