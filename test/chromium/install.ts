/** `npm run test:e2e` begins with this; `npm test` does the same. */
import { seeToChromium } from './seeTo.ts';

const line = seeToChromium();
if (line !== undefined) console.log(line);
