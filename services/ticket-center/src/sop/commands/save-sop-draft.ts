import { Clock } from '#libs/kernel/clock';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Sop, type SopCard } from '../domain/sop.aggregate.js';
import type { SopContent } from '../domain/sop-content.js';
import { SopStore } from '../domain/sop.repository.js';
import { SopCompiler } from '../sop-compiler.js';

/** Kept whatever is wrong with it, with what that is. */
export class SaveSopDraft extends Command<void> {
  constructor(
    readonly name: string,
    readonly card: SopCard,
    readonly content: SopContent,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(SaveSopDraft)
export class SaveSopDraftHandler implements ICommandHandler<SaveSopDraft> {
  constructor(
    private readonly sops: SopStore,
    private readonly compiler: SopCompiler,
    private readonly clock: Clock,
  ) {}

  async execute({ name, card, content, by }: SaveSopDraft): Promise<void> {
    const problems = await this.compiler.check(name, content);
    const now = this.clock.now();
    if (await this.sops.has(name)) return this.sops.update(name, (sop) => sop.save(card, content, problems, by, now));
    const sop = Sop.of(name, card, now);
    sop.save(card, content, problems, by, now);
    await this.sops.add(sop);
  }
}
