import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ProcessMonitor, type ProcessesNow } from './process-monitor.js';
import { millisecondsOf, Window } from '../window.api.js';

const MonitoringQuery = z.object({ window: Window.default('PT5M') });
type MonitoringQuery = z.infer<typeof MonitoringQuery>;

const count = z.int();
const perMinute = z.number();
const seconds = z.number();
const milliseconds = z.number();
const DueView = z.object({
  due: count.describe('should have been done by now'),
  lagSeconds: seconds.describe('since when the oldest of them is due'),
});
const ProcessMonitoringView = z
  .object({
    at: z.iso.datetime(),
    window: z.string(),
    definitions: z.array(
      z.object({
        definition: z.string(),
        active: count,
        suspended: count,
        startedPerMinute: perMinute,
        completedPerMinute: perMinute,
        failedPerMinute: perMinute,
        cancelledPerMinute: perMinute,
        duration: z
          .object({ mean: milliseconds, p50: milliseconds, p95: milliseconds })
          .nullable()
          .describe('of those that completed in the window, in ms; quantiles within 2 %'),
      }),
    ),
    incidents: z.object({
      open: count,
      byNode: z
        .array(z.object({ definition: z.string(), node: z.string(), open: count, oldest: z.iso.datetime() }))
        .describe('the 200 with most'),
    }),
    calls: z.object({
      overdue: count.describe('due, and nobody makes them'),
      lagSeconds: seconds,
      claimed: count.describe('under way'),
      waiting: count.describe('for the time of their next attempt'),
    }),
    timers: DueView,
    starts: DueView.describe('turns of timed starts'),
    outgoing: DueView.describe('commands that follow from others'),
    repairs: DueView.describe('of many instances'),
    messages: z.object({ buffered: count }),
  })
  .meta({ id: 'ProcessMonitoring' });

@ApiTags('process monitoring')
@Controller('api/v1/process-monitoring')
export class ProcessMonitoringController {
  constructor(private readonly monitor: ProcessMonitor) {}

  /** How processes run now, and what waits. */
  @Get()
  @Requires('process:monitor')
  @Answers(ProcessMonitoringView)
  async getProcessMonitoring(@Query({ schema: MonitoringQuery }) { window }: MonitoringQuery) {
    return { window, ...view(await this.monitor.look(millisecondsOf(window)!)) };
  }
}

function view({ at, incidents, calls, timers, starts, outgoing, repairs, messages, ...rest }: ProcessesNow) {
  const { count: overdue, ...otherCalls } = calls;
  return {
    ...rest,
    at: at.toISOString(),
    incidents: {
      open: incidents.open,
      byNode: incidents.byNode.map(({ count: open, oldest, ...where }) => ({
        ...where,
        open,
        oldest: oldest.toISOString(),
      })),
    },
    calls: { overdue, ...otherCalls },
    timers: due(timers),
    starts: due(starts),
    outgoing: due(outgoing),
    repairs: due(repairs),
    messages: { buffered: messages },
  };
}

function due({ count, lagSeconds }: ProcessesNow['timers']) {
  return { due: count, lagSeconds };
}
