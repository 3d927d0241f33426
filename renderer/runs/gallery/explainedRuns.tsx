/** The compared runs that can show where they looked: finished, and telling classes apart. */
import type { ExplainedRun } from '../../parts/heatMap/RunHeatMap.tsx';
import type { Compared } from '../compare/compared.ts';
import { RunMark } from '../compare/RunMark.tsx';

export function explainedRuns(compared: readonly Compared[]): readonly ExplainedRun[] {
  return compared
    .filter(({ run }) => run.state === 'finished' && run.network !== 'autoencoder')
    .map((one) => ({ id: one.id, name: one.name, mark: <RunMark look={one} name={one.name} /> }));
}
