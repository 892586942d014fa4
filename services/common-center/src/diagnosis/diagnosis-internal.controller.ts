import { Code, DiagnosisRequest, DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires, SERVICE_INTERNAL } from '#libs/web/access/permissions';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DiagnosisDesk } from './run/diagnosis-desk.js';

@ApiExcludeController()
@Controller('internal/diagnoses')
export class DiagnosisInternalController {
  constructor(private readonly desk: DiagnosisDesk) {}

  /** For processes and dialogues: answered with the verdict. */
  @Post(':code/runs')
  @Requires(SERVICE_INTERNAL)
  @NaturallyIdempotent()
  @Answers(DiagnosisVerdict)
  diagnose(@Param('code', { schema: Code }) code: string, @Body({ schema: DiagnosisRequest }) body: DiagnosisRequest) {
    return this.desk.diagnose(code, body);
  }
}
