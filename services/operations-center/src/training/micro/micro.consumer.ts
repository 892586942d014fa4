import { agentStateChanged, contactConnected, contactEnded } from '#libs/contracts/call-center/call-events';
import { contactMoved, contactQueued } from '#libs/contracts/call-center/contact-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Floor } from './floor.js';
import { MicroOffers } from './micro-offers.js';
import { MicroSettingsService } from './micro-settings.js';

/** Who has nothing to do is offered something; the moment somebody waits for them it is taken back. */
@Controller()
export class MicroConsumer {
  constructor(
    private readonly floor: Floor,
    private readonly offers: MicroOffers,
    private readonly settings: MicroSettingsService,
  ) {}

  @EventPattern<string>(agentStateChanged.type)
  async onStateChanged(@Payload() { data }: Received<typeof agentStateChanged>): Promise<void> {
    const { agentId, seq, to, at } = data;
    const idleSince = to === 'ready' ? new Date(at) : null;
    const { idleSeconds } = await this.settings.get();
    const decideAt = idleSince && new Date(idleSince.getTime() + idleSeconds * 1_000);
    const isNews = await this.floor.agent(agentId, seq, idleSince, decideAt);
    if (isNews && idleSince === null) await this.offers.withdraw([agentId]);
  }

  @EventPattern<string>(contactQueued.type)
  async onQueued(@Payload() { data }: Received<typeof contactQueued>): Promise<void> {
    await this.#waits(data.contactId, data.queueId, data.at);
  }

  @EventPattern<string>(contactMoved.type)
  async onMoved(@Payload() { data }: Received<typeof contactMoved>): Promise<void> {
    if (data.reason !== 'transfer-ended') await this.#waits(data.contactId, data.to, data.at);
  }

  @EventPattern<string>(contactConnected.type)
  async onConnected(@Payload() { data }: Received<typeof contactConnected>): Promise<void> {
    await this.floor.waitsNoMore(data.contactId);
  }

  @EventPattern<string>(contactEnded.type)
  async onEnded(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    await this.floor.waitsNoMore(data.contactId);
  }

  async #waits(contactId: string, queueId: string, at: string): Promise<void> {
    await this.floor.waits(contactId, queueId, new Date(at));
    const { mostWaiting } = await this.settings.get();
    for (const agentId of await this.floor.serving(await this.offers.holders(), queueId))
      if ((await this.floor.momentOf(agentId)).waiting > mostWaiting) await this.offers.withdraw([agentId]);
  }
}
