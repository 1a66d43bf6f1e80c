import type { FastifyReply, FastifyRequest } from 'fastify';
import { encodingFor } from './content-encoding.ts';
import { answerOfForm, type KeptForms, keepForms } from './kept-forms.ts';

/** Bytes that are the same for everybody, with all headers but those about their form. */
export type KeptBytes = {
  send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply>;
};

/** Keeps bytes that are made, packed and tagged when somebody asks for them first, and never again. */
export function keepBytes(make: () => string | Buffer, headers: Readonly<Record<string, string>>): KeptBytes {
  let forms: KeptForms | undefined;
  return {
    send: async (request, reply) => {
      forms ??= keepForms(Buffer.from(make()), headers);
      const form = await forms.in(encodingFor(request.headers['accept-encoding']));
      const answer = answerOfForm(form, request.headers['if-none-match']);
      // A page says by its headers what it may do, in an answer without a body too.
      return reply
        .code(answer.status)
        .headers({ ...headers, ...answer.headers })
        .send(answer.raw);
    },
  };
}
