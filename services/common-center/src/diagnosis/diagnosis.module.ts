import { Module } from '@nestjs/common';
import { IntegrationModule } from '../integration/integration.module.js';
import { PublishDiagnosisHandler, RollBackDiagnosisHandler } from './commands/publish-diagnosis.js';
import { CreateDiagnosisHandler, ReplaceDiagnosisDraftHandler } from './commands/save-diagnosis.js';
import { DiagnosisController } from './diagnosis.controller.js';
import { DiagnosisInternalController } from './diagnosis-internal.controller.js';
import { DiagnosisRunController } from './diagnosis-run.controller.js';
import { DiagnosisChecks } from './document/diagnosis-checks.js';
import { DiagnosisVersions } from './document/diagnosis-versions.js';
import { Diagnoses } from './domain/diagnosis.repository.js';
import { TypeormDiagnoses } from './infra/typeorm-diagnosis.repository.js';
import { DiagnosisQueries } from './queries/find-diagnoses.js';
import { DiagnosisDesk } from './run/diagnosis-desk.js';
import { DiagnosisRunner } from './run/diagnosis-runner.js';
import { DiagnosisRuns } from './run/diagnosis-runs.js';
import { DiagnosisRunSweep } from './run/run-sweep.js';

/** Calls of interfaces, put together to a verdict. */
@Module({
  imports: [IntegrationModule],
  controllers: [DiagnosisController, DiagnosisRunController, DiagnosisInternalController],
  providers: [
    { provide: Diagnoses, useClass: TypeormDiagnoses },
    DiagnosisChecks,
    DiagnosisVersions,
    DiagnosisRuns,
    DiagnosisRunner,
    DiagnosisDesk,
    DiagnosisRunSweep,
    CreateDiagnosisHandler,
    ReplaceDiagnosisDraftHandler,
    PublishDiagnosisHandler,
    RollBackDiagnosisHandler,
    DiagnosisQueries,
  ],
})
export class DiagnosisModule {}
