import { promises } from '../promises.fixture.ts';
import { openOnnxEngine } from './engine.ts';
import { describeOnWebgpu, opensWebgpu, WEBGPU } from './webgpu.fixture.ts';

const options = { threads: WEBGPU.threads, device: 'webgpu' } as const;
const engine = await openOnnxEngine(opensWebgpu ? options : { threads: 1 });
describeOnWebgpu('what every engine promises', () => promises(engine, (memory) => openOnnxEngine({ ...options, memory })));
