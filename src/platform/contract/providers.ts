import { Type } from 'typebox';
import { strictObject } from './common.ts';

export const providerParamsSchema = strictObject({ provider: Type.String() });

export const connectionNotificationParamsSchema = strictObject({
  provider: Type.String(),
  connection_id: Type.String(),
});

export const notificationAnswerSchema = Type.Object({
  received: Type.Integer({ description: 'How many of them were about payments that are known here' }),
});
