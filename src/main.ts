import { createApp } from '#app';
import { serve } from '#commands/serve/serve.ts';

await serve(createApp);
