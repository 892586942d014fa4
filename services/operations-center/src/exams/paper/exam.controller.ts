import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './exam.dto.js';
import type { ExamRow, PaperRow } from './exam.schema.js';
import { Exams } from './exams.js';
import { Papers } from './papers.js';

@ApiTags('exams')
@Controller('api/v1')
export class ExamController {
  constructor(
    private readonly exams: Exams,
    private readonly papers: Papers,
  ) {}

  @Get('exams')
  @Requires('exam:read')
  @Answers(dto.ExamPage)
  async listExams(@Query({ schema: dto.ListExamsQuery }) query: PageQuery) {
    const { items, next } = await this.exams.list(query);
    return { items: items.map(examView), next };
  }

  @Post('exams')
  @Requires('exam:configure')
  @Answers(dto.ExamView, 201)
  async addExam(@Body({ schema: dto.ExamBody }) body: dto.ExamBody) {
    return examView(await this.exams.add(body));
  }

  @Get('exams/:id')
  @Requires('exam:read')
  @Answers(dto.ExamView)
  async getExam(@Param('id') id: string) {
    return examView(await this.exams.get(id));
  }

  @Put('exams/:id')
  @Requires('exam:configure')
  @RequiresIfMatch()
  @Answers(dto.ExamView)
  async changeExam(@Param('id') id: string, @Body({ schema: dto.ExamBody }) body: dto.ExamBody) {
    return examView(await this.exams.change(id, body));
  }

  /** To be looked at before anybody sits it; the same seed gives the same paper. */
  @Post('exams/:id/papers')
  @Requires('exam:configure')
  @Answers(dto.PaperView, 201)
  async drawExamPaper(@Param('id') id: string, @Body({ schema: dto.DrawBody }) { seed }: z.infer<typeof dto.DrawBody>) {
    return paperView(await this.papers.draw(await this.exams.get(id), seed));
  }

  @Get('exam-papers/:id')
  @Requires('exam:configure')
  @Answers(dto.PaperView)
  async getExamPaper(@Param('id') id: string) {
    return paperView(await this.papers.get(id));
  }

  /** The same paper once more, from its seed; whether it is the same. */
  @Get('exam-papers/:id/redrawn')
  @Requires('exam:configure')
  @Answers(dto.RedrawnView)
  async redrawExamPaper(@Param('id') id: string) {
    return paperView(await this.papers.redrawn(id));
  }
}

function examView({ opensAt, closesAt, updatedAt, ...exam }: ExamRow) {
  const open = { opensAt: opensAt?.toISOString() ?? null, closesAt: closesAt?.toISOString() ?? null };
  return { ...exam, ...open, updatedAt: updatedAt.toISOString() };
}

function paperView<Paper extends PaperRow>(paper: Paper) {
  return { ...paper, drawnAt: paper.drawnAt.toISOString() };
}
