import { describe } from 'vitest';
import { promises } from '../promises.fixture.ts';
import { openOnnxEngine } from './engine.ts';

promises(await openOnnxEngine({ threads: 1 }), (memory) => openOnnxEngine({ threads: 1, memory }));

const portable = { threads: 1, portable: true } as const;
const engine = await openOnnxEngine(portable);
describe('with portable operations', () => promises(engine, (memory) => openOnnxEngine({ ...portable, memory })));
