import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './course.dto.js';
import type { CourseRow, LearningPathRow } from './course.schema.js';
import { Courses } from './courses.js';
import { LearningPaths } from './learning-paths.js';

@ApiTags('courses')
@Controller('api/v1')
export class CourseController {
  constructor(
    private readonly courses: Courses,
    private readonly paths: LearningPaths,
  ) {}

  @Get('courses')
  @Requires('training:read')
  @Answers(dto.CoursePage)
  async listCourses(@Query({ schema: dto.ListCoursesQuery }) query: dto.ListCoursesQuery) {
    const { items, next } = await this.courses.list(query);
    return { items: items.map(courseView), next };
  }

  @Post('courses')
  @Requires('training:configure')
  @Answers(dto.CourseView, 201)
  async addCourse(@Body({ schema: dto.CourseBody }) body: dto.CourseBody) {
    return courseView(await this.courses.add(body, actor()));
  }

  @Get('courses/:id')
  @Requires('training:read')
  @Answers(dto.CourseView)
  async getCourse(@Param('id') id: string) {
    return courseView(await this.courses.get(id));
  }

  /** A new version, for who is assigned it from now on. */
  @Put('courses/:id')
  @Requires('training:configure')
  @RequiresIfMatch()
  @Answers(dto.CourseView)
  async changeCourse(@Param('id') id: string, @Body({ schema: dto.CourseBody }) body: dto.CourseBody) {
    return courseView(await this.courses.change(id, body, actor()));
  }

  @Post('courses/:id/retire')
  @Requires('training:configure')
  @Answers(dto.CourseView)
  async retireCourse(@Param('id') id: string) {
    return courseView(await this.courses.retire(id));
  }

  @Get('learning-paths')
  @Requires('training:read')
  @Answers(dto.LearningPathPage)
  async listLearningPaths(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.paths.list(query);
    return { items: items.map(pathView), next };
  }

  @Post('learning-paths')
  @Requires('training:configure')
  @Answers(dto.LearningPathView, 201)
  async addLearningPath(@Body({ schema: dto.LearningPathBody }) body: dto.LearningPathBody) {
    return pathView(await this.paths.add(body));
  }

  @Put('learning-paths/:id')
  @Requires('training:configure')
  @RequiresIfMatch()
  @Answers(dto.LearningPathView)
  async changeLearningPath(
    @Param('id') id: string,
    @Body({ schema: dto.LearningPathBody }) body: dto.LearningPathBody,
  ) {
    return pathView(await this.paths.change(id, body));
  }
}

function courseView({ id, version, retired, updatedAt, content }: CourseRow) {
  return { ...(content as dto.CourseBody), id, version, retired, updatedAt: updatedAt.toISOString() };
}

function pathView(row: LearningPathRow): z.input<typeof dto.LearningPathView> {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
