import type { Received } from '#libs/contracts/event-contract';
import { forecastPublished } from '#libs/contracts/operations-center/planning-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OutdatedRosters } from './roster/outdated-rosters.js';

@Controller()
export class RosteringConsumer {
  constructor(private readonly outdated: OutdatedRosters) {}

  @EventPattern<string>(forecastPublished.type)
  async onForecastPublished(@Payload() { data }: Received<typeof forecastPublished>): Promise<void> {
    await this.outdated.look(data.planningGroupId, data.weeks);
  }
}
