import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DiagnosisChecks } from '../document/diagnosis-checks.js';
import { DiagnosisVersions } from '../document/diagnosis-versions.js';
import { Diagnoses } from '../domain/diagnosis.repository.js';

/** The draft becomes the next version, which new runs get from now on. */
export class PublishDiagnosis extends Command<void> {
  constructor(
    readonly diagnosisId: string,
    readonly note: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(PublishDiagnosis)
export class PublishDiagnosisHandler implements ICommandHandler<PublishDiagnosis> {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly checks: DiagnosisChecks,
    private readonly versions: DiagnosisVersions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Checked again: interfaces may have changed since the draft was saved. */
  async execute({ diagnosisId, note, by }: PublishDiagnosis): Promise<void> {
    const { draft, version } = await this.diagnoses.get(diagnosisId);
    const problems = await this.checks.problemsOf(draft);
    const publishedAt = this.clock.now();
    await this.database.transaction(async () => {
      const number = await this.diagnoses.update(diagnosisId, (diagnosis) =>
        diagnosis.publish(version, problems, note, by, publishedAt),
      );
      await this.versions.add({ diagnosisId, number, document: draft, publishedBy: by, publishedAt, note });
    });
  }
}

/** New runs get another version, at once. */
export class RollBackDiagnosis extends Command<void> {
  constructor(
    readonly diagnosisId: string,
    readonly to: number,
    readonly reason: string,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(RollBackDiagnosis)
export class RollBackDiagnosisHandler implements ICommandHandler<RollBackDiagnosis> {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly clock: Clock,
  ) {}

  async execute({ diagnosisId, to, reason, by }: RollBackDiagnosis): Promise<void> {
    await this.diagnoses.update(diagnosisId, (diagnosis) => diagnosis.rollBack(to, reason, by, this.clock.now()));
  }
}
