import { Module } from '@nestjs/common';
import { QualityFormController } from './quality-form.controller.js';
import { QualityFormService } from './quality-form.service.js';

@Module({ controllers: [QualityFormController], providers: [QualityFormService], exports: [QualityFormService] })
export class QualityFormModule {}
