import { Type } from 'typebox';
import { strictObject } from './common.ts';

export const providerParamsSchema = strictObject({ provider: Type.String() });

export const notificationAnswerSchema = Type.Object({
  received: Type.Integer({ description: 'How many notifications the body held' }),
});
