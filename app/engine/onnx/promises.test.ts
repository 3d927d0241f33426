import { promises } from '../promises.fixture.ts';
import { openOnnxEngine } from './engine.ts';

promises(await openOnnxEngine({ threads: 1 }), (memory) => openOnnxEngine({ threads: 1, memory }));
