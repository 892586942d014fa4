import type { RowCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { Completions } from '../../training/enrolment/completions.api.js';
import type { BeforeAfterBody } from './report.dto.js';

const MOST = 1_000;

/** Who was trained, and when. */
@Injectable()
export class TrainedPeople {
  constructor(private readonly completions: Completions) {}

  /** As the caller says, or who completed the course, of those the caller reaches. */
  async of({ courseId, participantIds, at }: BeforeAfterBody, circle: RowCircle | null): Promise<Map<string, number>> {
    if (courseId === undefined) return new Map(participantIds!.map((id) => [id, Date.parse(at!)]));
    const all = [...(await this.completions.of(courseId, MOST))].filter(([id]) => circle?.people.includes(id) ?? true);
    return new Map(all.map(([id, when]) => [id, when.getTime()]));
  }
}
