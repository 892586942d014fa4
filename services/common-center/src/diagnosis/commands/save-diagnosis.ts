import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DiagnosisChecks } from '../document/diagnosis-checks.js';
import { Diagnosis } from '../domain/diagnosis.aggregate.js';
import type { DiagnosisDocument } from '../domain/diagnosis-document.js';
import { Diagnoses } from '../domain/diagnosis.repository.js';

export class CreateDiagnosis extends Command<{ diagnosisId: string }> {
  constructor(
    readonly code: string,
    readonly name: string,
    readonly document: DiagnosisDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(CreateDiagnosis)
export class CreateDiagnosisHandler implements ICommandHandler<CreateDiagnosis> {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly checks: DiagnosisChecks,
    private readonly clock: Clock,
  ) {}

  async execute({ code, name, document, by }: CreateDiagnosis): Promise<{ diagnosisId: string }> {
    const diagnosisId = newId(this.clock.now());
    const problems = await this.checks.problemsOf(document);
    await this.diagnoses.add(Diagnosis.of(diagnosisId, code, name, document, problems, by));
    return { diagnosisId };
  }
}

export class ReplaceDiagnosisDraft extends Command<void> {
  constructor(
    readonly diagnosisId: string,
    readonly name: string,
    readonly document: DiagnosisDocument,
    readonly by: string,
  ) {
    super();
  }
}

@CommandHandler(ReplaceDiagnosisDraft)
export class ReplaceDiagnosisDraftHandler implements ICommandHandler<ReplaceDiagnosisDraft> {
  constructor(
    private readonly diagnoses: Diagnoses,
    private readonly checks: DiagnosisChecks,
  ) {}

  async execute({ diagnosisId, name, document, by }: ReplaceDiagnosisDraft): Promise<void> {
    const problems = await this.checks.problemsOf(document);
    await this.diagnoses.update(diagnosisId, (diagnosis) => diagnosis.replace(name, document, problems, by));
  }
}
