import { Module } from '@nestjs/common';
import { People } from './people.api.js';

@Module({ providers: [People], exports: [People] })
export class PeopleModule {}
