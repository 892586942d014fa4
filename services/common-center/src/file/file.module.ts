import { FileScanner } from '#libs/file-intake/scan/file-scanner';
import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { FileController } from './file.controller.js';
import { Files } from './file.api.js';
import { FileQuota } from './file-quota.js';
import { Quarantine } from './scan/quarantine.js';
import { FileUploads } from './uploads.js';

/** What people upload: in quarantine until it is known to do no harm. */
@Module({
  controllers: [FileController],
  providers: [
    {
      provide: FileScanner,
      useFactory: () => FileScanner.at(config().FILE_SCANNER_URL),
    },
    ...[Files, FileQuota, FileUploads, Quarantine],
  ],
  exports: [Files],
})
export class FileModule {}
