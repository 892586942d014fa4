import { readEnvironment } from '#libs/discovery/config/environment';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { ScannerVariables } from '#libs/file-intake/scan/scanner-environment';
import { keepingObjects } from '#libs/object-storage/object-storage-environment';
import { z } from 'zod';
import { TelephonyVariables, withTelephony } from './telephony/telephony-environment.js';

const CallCenterEnvironment = PlatformEnvironment.safeExtend({ ...TelephonyVariables, ...ScannerVariables });

/** Recordings lie in object storage. */
export const config = () => readEnvironment(withTelephony(keepingObjects(CallCenterEnvironment)), process.env);

/** What scans what is shown in conversations. */
export const scanner = () => readEnvironment(z.object(ScannerVariables), process.env);

/** The part that the service reads itself, also where it runs in one process with others. */
export const telephony = () => readEnvironment(withTelephony(z.object(TelephonyVariables)), process.env);
