import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { CourseContent } from '../domain/course-units.js';

/** The newest version of a course. */
export interface CourseRow {
  id: string;
  version: number;
  updatedAt: Date;
  title: string;
  micro: boolean;
  retired: boolean;
  content: CourseContent;
}

export const CourseSchema = new EntitySchema<CourseRow>({
  name: 'training_course',
  columns: {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(200),
    micro: column.flag(),
    retired: column.flag(),
    content: column.json(),
  },
  indices: [schemaIndex('training_course', { columns: ['micro', 'retired', 'id'] })],
});

/** As it was; who was assigned it keeps it so. */
export interface CourseVersionRow {
  courseId: string;
  version: number;
  content: CourseContent;
  createdBy: string;
  createdAt: Date;
}

export const CourseVersionSchema = new EntitySchema<CourseVersionRow>({
  name: 'training_course_version',
  columns: {
    courseId: column.primary(column.ref()),
    version: column.primary(column.int()),
    content: column.json(),
    createdBy: column.varchar(64),
    createdAt: column.time(),
  },
});

/** Courses to be taken one after the other. */
export interface LearningPathRow {
  id: string;
  version: number;
  updatedAt: Date;
  title: string;
  courseIds: string[];
}

export const LearningPathSchema = new EntitySchema<LearningPathRow>({
  name: 'training_path',
  columns: {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    title: column.varchar(200),
    courseIds: column.json(),
  },
});
