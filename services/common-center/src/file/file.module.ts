import { scannerPlace } from '#libs/file-intake/scan/scanner-place';
import { Module } from '@nestjs/common';
import { config } from '../config.js';
import { FileController } from './file.controller.js';
import { Files } from './file.api.js';
import { FileQuota } from './file-quota.js';
import { FileScanner } from './scan/file-scanner.js';
import { Quarantine } from './scan/quarantine.js';
import { FileUploads } from './uploads.js';

/** What people upload: in quarantine until it is known to do no harm. */
@Module({
  controllers: [FileController],
  providers: [
    {
      provide: FileScanner,
      useFactory: () => {
        const { FILE_SCANNER_URL: url } = config();
        return new FileScanner(url === undefined ? undefined : scannerPlace(url));
      },
    },
    ...[Files, FileQuota, FileUploads, Quarantine],
  ],
  exports: [Files],
})
export class FileModule {}
