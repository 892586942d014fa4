import { Module } from '@nestjs/common';
import { Consents } from './consent.api.js';
import { ConsentController } from './consent.controller.js';
import { ConsentService } from './consent.service.js';

@Module({ controllers: [ConsentController], providers: [Consents, ConsentService] })
export class ConsentModule {}
