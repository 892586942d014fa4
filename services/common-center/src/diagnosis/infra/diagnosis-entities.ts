import { DiagnosisRunSchema } from './diagnosis-run.schema.js';
import { DiagnosisJournalSchema, DiagnosisSchema, DiagnosisVersionSchema } from './diagnosis.schema.js';

export const DIAGNOSIS_ENTITIES = [DiagnosisSchema, DiagnosisJournalSchema, DiagnosisVersionSchema, DiagnosisRunSchema];
