import { promises } from '../promises.fixture.ts';
import { openJavascriptEngine } from './javascript.fixture.ts';

promises(await openJavascriptEngine(), openJavascriptEngine);
