import { FigureCellSchema, FigureTimeSchema } from './cells/cell.schema.js';
import { FigureLineSchema } from './cells/line.schema.js';
import {
  FigureAgentSchema,
  FigureAgentStateSchema,
  FigureContactSchema,
  FigureSetupSchema,
} from './facts/fact.schema.js';
import { FigureSettingsSchema } from './facts/settings.schema.js';

export const FIGURE_ENTITIES = [
  ...[FigureSettingsSchema, FigureSetupSchema, FigureContactSchema, FigureLineSchema],
  ...[FigureCellSchema, FigureTimeSchema, FigureAgentSchema, FigureAgentStateSchema],
];
