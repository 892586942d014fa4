import { domainError } from '#libs/kernel/domain-error';
import type { Command } from '#libs/process-engine/commands';
import type { StepResult } from '#libs/process-engine/core/context';
import { step } from '#libs/process-engine/core/step';
import type { ProcessModel } from '#libs/process-engine/model';
import type { Snapshot } from '#libs/process-engine/snapshot';
import { Injectable } from '@nestjs/common';
import { Rules } from './rules.js';

export class CalendarUnknown extends domainError('process-calendar-unknown', 'invalid') {}

/** The process engine. No calendar is known here yet: a timer in business time becomes an incident. */
@Injectable()
export class EngineRules extends Rules {
  step(model: ProcessModel, before: Snapshot | undefined, command: Command, now: Date): StepResult {
    return step(model, before, command, { now, addBusinessTime });
  }
}

function addBusinessTime(_from: Date, _duration: string, calendar: string): never {
  throw new CalendarUnknown(`There is no calendar ${calendar}.`, { calendar });
}
