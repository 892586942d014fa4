import { Module } from '@nestjs/common';
import { Forms } from './form.api.js';
import { FormController } from './form.controller.js';
import { FormService } from './form.service.js';

/** What people are asked at their work. */
@Module({ controllers: [FormController], providers: [Forms, FormService], exports: [Forms, FormService] })
export class FormModule {}
