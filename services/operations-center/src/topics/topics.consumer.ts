import type { Received } from '#libs/contracts/event-contract';
import { subjectInspected } from '#libs/contracts/inspection-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Readings } from './readings/readings.js';

@Controller()
export class TopicsConsumer {
  constructor(private readonly readings: Readings) {}

  @EventPattern<string>(subjectInspected.type)
  onSubjectInspected(@Payload() { time, data }: Received<typeof subjectInspected>): Promise<void> {
    return this.readings.read(data, new Date(time));
  }
}
