import { OnDuty } from '#libs/contracts/operations-center/duty-api';
import { Clock } from '#libs/kernel/clock';
import { Answers } from '#libs/web/http/answers';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { DutyRosters } from './duty-rosters.js';

const NamedRoster = z.object({ roster: z.string().min(1).max(120) });

/** Who has the duty now, for other services. */
@ApiExcludeController()
@Controller('internal/duty')
export class OnDutyController {
  constructor(
    private readonly rosters: DutyRosters,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Requires(SERVICE_INTERNAL)
  @Answers(OnDuty)
  async whoIsOnDuty(@Query({ schema: NamedRoster }) { roster }: z.infer<typeof NamedRoster>) {
    const shifts = await this.rosters.onDuty(await this.rosters.named(roster), this.clock.now());
    return { layers: shifts.map(({ layer, personId }) => ({ layer, personId })) };
  }
}
