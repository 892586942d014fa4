import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContactDirectory } from '../../contact/contact.api.js';
import { Recording, type NewRecording } from '../domain/recording.aggregate.js';
import { Recordings } from '../domain/recording.repository.js';

export class AnnounceRecording extends Command<{ id: string }> {
  constructor(readonly input: Omit<NewRecording, 'id'>) {
    super();
  }
}

@CommandHandler(AnnounceRecording)
export class AnnounceRecordingHandler implements ICommandHandler<AnnounceRecording> {
  constructor(
    private readonly recordings: Recordings,
    private readonly contacts: ContactDirectory,
    private readonly clock: Clock,
  ) {}

  async execute({ input }: AnnounceRecording): Promise<{ id: string }> {
    await this.contacts.get([input.contactId]);
    const now = this.clock.now();
    const id = newId(now);
    await this.recordings.add(Recording.announce({ ...input, id }, now));
    return { id };
  }
}
