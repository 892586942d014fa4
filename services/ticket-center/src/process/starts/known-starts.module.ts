import { Module } from '@nestjs/common';
import { CalendarModule } from '../../calendar/calendar.module.js';
import { StableVersions } from '../../process-definition/stable-versions.api.js';
import { KnownStarts } from './known-starts.js';

/** What definitions know of processes: see StableVersions. */
@Module({
  imports: [CalendarModule],
  providers: [KnownStarts, { provide: StableVersions, useExisting: KnownStarts }],
  exports: [KnownStarts, StableVersions],
})
export class KnownStartsModule {}
