import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { HeatMaps } from './heat-maps.js';

const Version = z.coerce.number().int().min(1);
const DaysQuery = z.object({
  from: z.iso.date().optional().describe('instances that began on this day or later, UTC'),
  to: z.iso.date().optional().describe('and before this one'),
});
type DaysQuery = z.infer<typeof DaysQuery>;

const count = z.int();
const milliseconds = z.number();
const Duration = z
  .object({
    mean: milliseconds.describe('exact'),
    p50: milliseconds.describe('within 2 %'),
    p95: milliseconds.describe('within 2 %'),
  })
  .nullable();
const HeatMapView = z.object({
  instances: count.describe('all that began in this time'),
  nodes: z.array(
    z.object({
      node: z.string(),
      entered: count,
      completed: count,
      terminated: count,
      live: count,
      failures: count.describe('failed attempts of calls, and incidents'),
      failureShare: z.number().describe('failures for each time it was entered'),
      duration: Duration.describe('from entered to completed, in ms'),
    }),
  ),
  flows: z.record(z.string(), count),
});
const DayStatisticView = z.object({
  day: z.iso.date(),
  started: count,
  live: count,
  completed: count,
  failed: count,
  cancelled: count,
  duration: Duration.describe('of those that completed, in ms'),
});

@ApiTags('process instances')
@Controller('api/v1/process-definitions/:id/versions/:number')
export class HeatMapController {
  constructor(private readonly heatMaps: HeatMaps) {}

  /** Where all instances of a version spend their time, and where they fail. */
  @Get('heat-map')
  @Requires('process:read')
  @Answers(HeatMapView)
  getHeatMap(
    @Param('id') definition: string,
    @Param('number', { schema: Version }) version: number,
    @Query({ schema: DaysQuery }) days: DaysQuery,
  ) {
    return this.heatMaps.of({ definition, version, ...days });
  }

  /** What became of all instances of a version, by the day they began; the newest first. */
  @Get('day-statistics')
  @Requires('process:read')
  @Answers(z.object({ items: z.array(DayStatisticView) }))
  async listDayStatistics(
    @Param('id') definition: string,
    @Param('number', { schema: Version }) version: number,
    @Query({ schema: DaysQuery }) days: DaysQuery,
  ) {
    return { items: await this.heatMaps.days({ definition, version, ...days }) };
  }
}
