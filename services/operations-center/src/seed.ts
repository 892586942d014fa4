import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { InspectionSeed } from './inspection/inspection-seed.js';
import { BoardSeed } from './monitoring/board/board-seed.js';
import { ThresholdSeed } from './monitoring/threshold/threshold-seed.js';
import { QualitySeed } from './quality/quality-seed.js';

/** What a new tenant starts with. */
@Injectable()
export class OperationsSeed extends TenantSeed {
  readonly #parts: readonly TenantSeed[];

  constructor(quality: QualitySeed, inspection: InspectionSeed, boards: BoardSeed, thresholds: ThresholdSeed) {
    super();
    this.#parts = [quality, inspection, boards, thresholds];
  }

  override async seed(): Promise<void> {
    for (const part of this.#parts) await part.seed();
  }
}
