import { domainError } from '#libs/kernel/domain-error';

export class PlanningGroupNotFound extends domainError('planning-group-not-found', 'not-found') {}
export class PlanningGroupNameTaken extends domainError('planning-group-name-taken', 'conflict') {}
/** Its volumes and forecasts are by its intervals: another grid would make them say something else. */
export class PlanningGroupInUse extends domainError('planning-group-in-use', 'conflict') {}
export class VolumesUnreadable extends domainError('volumes-unreadable', 'invalid') {}
export class VolumeImportNotFound extends domainError('volume-import-not-found', 'not-found') {}
export class ForecastJobNotFound extends domainError('forecast-job-not-found', 'not-found') {}
export class ForecastJobEnded extends domainError('forecast-job-ended', 'conflict') {}
export class ForecastVersionNotFound extends domainError('forecast-version-not-found', 'not-found') {}
/** What others plan by stays as it is: a copy can be edited. */
export class ForecastPublished extends domainError('forecast-published', 'conflict') {}
export class ForecastVersionsDiffer extends domainError('forecast-versions-of-different-groups', 'invalid') {}
/** The version says nothing of the day, interval or week. */
export class OutsideForecast extends domainError('outside-forecast', 'invalid') {}
export class ScenarioInvalid extends domainError('scenario-invalid', 'invalid') {}
export class SkillMixNotFound extends domainError('skill-mix-not-found', 'not-found') {}
/** Its groups keep different clocks or intervals, or one is named twice by a pool. */
export class SkillMixInvalid extends domainError('skill-mix-invalid', 'invalid') {}
export class StaffingJobNotFound extends domainError('staffing-job-not-found', 'not-found') {}
export class StaffingJobEnded extends domainError('staffing-job-ended', 'conflict') {}
