import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Article } from '../domain/article.aggregate.js';
import { Articles } from '../domain/article.repository.js';

/** On its way through review; `said` is the note, the reason, or whom it is handed over to. */
export type Step = 'submit' | 'recall' | 'reject' | 'approve' | 'withdraw' | 'confirm' | 'discard' | 'hand-over';

export class TakeStep extends Command<void> {
  constructor(
    readonly articleId: string,
    readonly step: Step,
    readonly said: string,
    readonly by: string,
  ) {
    super();
  }
}

type Taken = (article: Article, said: string, by: string, now: Date) => void;

const STEPS: Readonly<Record<Step, Taken>> = {
  submit: (article, note, by, now) => article.submit(note, by, now),
  recall: (article, _, by, now) => article.recall(by, now),
  reject: (article, reason, by, now) => article.reject(reason, by, now),
  approve: (article, _, by, now) => article.approve(newId(now), by, now),
  withdraw: (article, reason, by, now) => article.withdraw(reason, by, now),
  confirm: (article, _, by, now) => article.confirm(by, now),
  discard: (article, _, by, now) => article.discardDraft(by, now),
  'hand-over': (article, ownerId, by, now) => article.handOver(ownerId, by, now),
};

@CommandHandler(TakeStep)
export class TakeStepHandler implements ICommandHandler<TakeStep> {
  constructor(
    private readonly articles: Articles,
    private readonly clock: Clock,
  ) {}

  async execute({ articleId, step, said, by }: TakeStep): Promise<void> {
    await this.articles.update(articleId, (article) => STEPS[step](article, said, by, this.clock.now()));
  }
}
