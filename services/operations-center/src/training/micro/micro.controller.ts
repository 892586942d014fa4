import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Streams } from '#libs/web/http/streams';
import { Body, Controller, Get, Param, Post, Put, Sse, type MessageEvent } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { MicroOffers } from './micro-offers.js';
import { MicroSettingsService } from './micro-settings.js';
import { MicroStreams } from './micro-streams.js';
import { MicroOfferView, microOfferView } from './micro-view.js';

const MicroSettingsBody = z.object({
  enabled: z.boolean(),
  idleSeconds: z.int().min(10).max(7_200).describe('how long somebody has to have had nothing to do'),
  mostWaiting: z.int().min(0).max(1_000).describe('contacts that may wait in their queues meanwhile'),
});
type MicroSettingsBody = z.infer<typeof MicroSettingsBody>;
const MicroSettingsView = MicroSettingsBody.extend({ version: z.int() });
const CurrentOffer = z.object({ offer: MicroOfferView.nullable() });
const TakenView = z.object({ enrolmentId: z.uuid() });

/** What is offered to learn while there is nothing to do. */
@ApiTags('micro-training')
@Controller('api/v1')
export class MicroController {
  constructor(
    private readonly offers: MicroOffers,
    private readonly streams: MicroStreams,
    private readonly settings: MicroSettingsService,
  ) {}

  @Get('micro-offers/mine')
  @Requires('training:learn')
  @Answers(CurrentOffer)
  async getMyMicroOffer() {
    const [offer] = await this.offers.liveOf([actor()]);
    return { offer: offer ? microOfferView(offer) : null };
  }

  /** `offer`, now and whenever it is another; `null` when it was taken back or there is none. */
  @Sse('micro-offers/stream', { maxPendingDataLength: 64 * 1024 })
  @Requires('training:learn')
  @Streams('Each event with its type and its data as JSON')
  streamMyMicroOffers(): Observable<MessageEvent> {
    return this.streams.of(actor());
  }

  @Post('micro-offers/:id/take')
  @Requires('training:learn')
  @Answers(TakenView)
  async takeMicroOffer(@Param('id') id: string) {
    return { enrolmentId: await this.offers.take(id, actor()) };
  }

  @Post('micro-offers/:id/decline')
  @Requires('training:learn')
  @Answers(null)
  async declineMicroOffer(@Param('id') id: string) {
    await this.offers.decline(id, actor());
  }

  @Get('micro-settings')
  @Requires('training:read')
  @Answers(MicroSettingsView)
  getMicroSettings() {
    return this.settings.get();
  }

  @Put('micro-settings')
  @Requires('training:configure')
  @RequiresIfMatch()
  @Answers(MicroSettingsView)
  putMicroSettings(@Body({ schema: MicroSettingsBody }) body: MicroSettingsBody) {
    return this.settings.put(body);
  }
}
