import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Controller, Get, Headers, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import type { AlertRow } from './alert.schema.js';
import { Alerts } from './alerts.js';
import { PlacedStreams } from './placed-streams.js';

const READ = 'inspection:read';
const AlertQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
const link = z.string().nullable();
const AlertView = z.object({
  no: z.int(),
  id: z.uuid(),
  findingId: z.uuid(),
  subject: z.object({ kind: InspectedKind, id: z.uuid() }),
  rule: z.string(),
  severity: z.enum(['hint', 'minor', 'major', 'fatal']),
  agentId: z.string().nullable(),
  turn: z.int().nullable(),
  raisedAt: z.iso.datetime(),
  links: z
    .object({ transcript: z.string(), live: z.string(), listenIn: link, conversation: link })
    .describe('where a supervisor looks, listens in and steps in'),
});
const AlertList = z.object({ items: z.array(AlertView) });

@ApiTags('inspection')
@Controller('api/v1/inspection/alerts')
export class AlertController {
  constructor(
    private readonly alerts: Alerts,
    private readonly circles: Circles,
    private readonly streams: PlacedStreams,
  ) {}

  /** About whom the caller reaches; the newest first. */
  @Get()
  @Requires(READ)
  @Answers(AlertList)
  async listInspectionAlerts(@Query({ schema: AlertQuery }) { limit }: z.infer<typeof AlertQuery>) {
    const circle = await this.circles.reachedWith(READ);
    return { items: (await this.alerts.latest(limit, circle)).map(alertView) };
  }

  @Sse('stream', { maxPendingDataLength: 4 * 1024 * 1024 })
  @Requires(READ)
  @Streams('`alert`, as they are raised; with Last-Event-ID what was raised after it.')
  async streamInspectionAlerts(@Headers('last-event-id') lastEventId?: string): Promise<Observable<MessageEvent>> {
    const circle = await this.circles.reachedWith(READ);
    const since = async (no: number) =>
      (await this.alerts.since(no, circle)).map((row) => ({ place: row.no, type: 'alert', data: alertView(row) }));
    const [last] = await this.alerts.latest(1, circle);
    return this.streams.of(since, last?.no ?? 0, lastEventId);
  }
}

function alertView({ subjectId, kind, conversationId, seq, raisedAt, ...row }: AlertRow) {
  const subject = `/api/v1/inspection/subjects/${subjectId}`;
  const links = {
    transcript: subject,
    live: `${subject}/stream`,
    listenIn: kind === 'call' ? `/api/v1/telephony/calls/${subjectId}/monitoring` : null,
    conversation: conversationId === null ? null : `/api/v1/conversations/${conversationId}/notes`,
  };
  return { ...row, subject: { kind, id: subjectId }, turn: seq, raisedAt: raisedAt.toISOString(), links };
}
