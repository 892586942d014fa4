import { businessDuration } from '#libs/business-time/business-duration';
import { addBusinessTime } from '#libs/business-time/business-time';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import type { Context } from '#libs/process-engine/core/context';
import { eventStarts, firstStart, type EventStart } from '#libs/process-engine/core/event-starts';
import type { ProcessModel } from '#libs/process-engine/model';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { Calendars } from '../../calendar/calendar.api.js';
import { StableVersions } from '../../process-definition/stable-versions.api.js';
import { insertRows } from '../changes/rows.js';
import { partitionOf } from '../run/digest.js';
import { unclaimed } from '../schema/claimable.js';
import { ProcessStartSchema, type ProcessStartRow } from './process-start.schema.js';

/** The timer that starts the process says no time that can be told before there is an instance. */
export class StartTimeUnknown extends domainError('process-start-time-unknown', 'invalid') {}

/** Messages and signals are never due. */
const NEVER = new Date('9999-12-31T00:00:00.000Z');

/** Which events start processes now. */
@Injectable()
export class KnownStarts extends StableVersions {
  constructor(
    private readonly database: Database,
    private readonly calendars: Calendars,
    private readonly clock: Clock,
  ) {
    super();
  }

  /** Those of the version that was stable before go. @throws StartTimeUnknown */
  override async use({ id: definition, version }: DefinitionRef, model: ProcessModel): Promise<void> {
    const context = await this.context();
    const rows = eventStarts(model).map((start) => rowOf(start, { definition, version, model, context }));
    await this.database.transaction(async (tx) => {
      await tx.delete(ProcessStartSchema, { definition });
      await insertRows(tx, ProcessStartSchema, rows);
    });
  }

  async context(): Promise<Context> {
    const calendars = await this.calendars.all();
    return {
      now: this.clock.now(),
      addBusinessTime: (from, duration, name) => {
        const calendar = calendars.get(name);
        if (!calendar) throw new StartTimeUnknown(`There is no calendar ${name}.`, { calendar: name });
        return addBusinessTime(calendar, from, businessDuration(duration, calendar));
      },
    };
  }
}

interface Version {
  readonly definition: string;
  readonly version: number;
  readonly model: ProcessModel;
  readonly context: Context;
}

function rowOf(start: EventStart, { definition, version, model, context }: Version): ProcessStartRow {
  const { node, type: kind } = start;
  const timer = start.type === 'timer' ? firstTime(start, model, context) : null;
  const due = timer ? new Date(timer.due) : NEVER;
  const name = start.type === 'timer' ? '' : start.name;
  return { definition, node, version, kind, name, timer, ...unclaimed(partitionOf(definition), due) };
}

function firstTime({ node, event }: Extract<EventStart, { type: 'timer' }>, model: ProcessModel, context: Context) {
  try {
    return firstStart(model, event, context);
  } catch (error) {
    throw new StartTimeUnknown(`When "${node}" starts the process cannot be told: ${(error as Error).message}`, {
      node,
    });
  }
}
