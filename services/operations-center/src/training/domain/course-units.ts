interface Unit<Kind extends string> {
  readonly id: string;
  readonly kind: Kind;
  readonly title: string;
}

/** What a course consists of. */
export type CourseUnit =
  /** A file of the common centre. */
  | (Unit<'document'> & { readonly fileId: string })
  | (Unit<'video'> & { readonly fileId: string; readonly seconds: number })
  /** Done when the exam is passed. */
  | (Unit<'quiz'> & { readonly examId: string })
  | (Unit<'scorm'> & { readonly packageId: string });

export interface CourseContent {
  readonly title: string;
  /** One unit after the other. */
  readonly inOrder: boolean;
  readonly units: readonly CourseUnit[];
  /** Courses to be completed before. */
  readonly prerequisites: readonly string[];
  /** What completing it is certified by; null: nothing. */
  readonly certificate: { readonly validDays: number | null; readonly warnDays: number } | null;
  /** Short enough to be offered when there is nothing to do. */
  readonly micro: boolean;
  readonly minutes: number;
}

/** A way round from a course back to itself; null: there is none. */
export function circleFrom(
  courseId: string,
  prerequisites: readonly string[],
  of: (courseId: string) => readonly string[],
): readonly string[] | null {
  const seen = new Set<string>();
  const search = (at: string, way: readonly string[]): readonly string[] | null => {
    if (at === courseId) return [...way, at];
    if (seen.has(at)) return null;
    seen.add(at);
    for (const next of of(at)) {
      const circle = search(next, [...way, at]);
      if (circle) return circle;
    }
    return null;
  };
  for (const first of prerequisites) {
    const circle = search(first, [courseId]);
    if (circle) return circle;
  }
  return null;
}
