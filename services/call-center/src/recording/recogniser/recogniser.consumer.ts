import { recordingStored } from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Listenings } from './listenings.js';
import { RecogniserSettings } from './recogniser-settings.js';

/** What was said is listened to as soon as it is stored, where somebody listens. */
@Controller()
export class RecogniserConsumer {
  constructor(
    private readonly settings: RecogniserSettings,
    private readonly listenings: Listenings,
  ) {}

  @EventPattern<string>(recordingStored.type)
  async onRecordingStored(@Payload() { data }: Received<typeof recordingStored>): Promise<void> {
    const { enabled } = await this.settings.get();
    if (enabled && data.kind === 'voice') await this.listenings.note(data.recordingId);
  }
}
