import type { Received } from '#libs/contracts/event-contract';
import { subjectInspected, subjectNoted } from '#libs/contracts/operations-center/inspection-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Readings } from './readings/readings.js';

@Controller()
export class TopicsConsumer {
  constructor(private readonly readings: Readings) {}

  /** An incident is seen when tickets of it are opened, not when they are closed. */
  @EventPattern<string>(subjectNoted.type)
  onSubjectNoted(@Payload() { time, data }: Received<typeof subjectNoted>): Promise<void> {
    return this.readings.read(data, new Date(time));
  }

  @EventPattern<string>(subjectInspected.type)
  onSubjectInspected(@Payload() { time, data }: Received<typeof subjectInspected>): Promise<void> {
    return this.readings.read(data, new Date(time));
  }
}
