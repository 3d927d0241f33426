/** What is to be said of imports above whatever screen is shown. */
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { Outcomes } from '../parts/import/Outcomes.tsx';
import { UnfinishedImport } from '../parts/import/UnfinishedImport.tsx';
import { usePlace } from './place.ts';

const NONE: readonly DataSet[] = [];

export function ImportNotices() {
  const [place, go] = usePlace();
  const dataSets = useCall('library.dataSets', {}).data ?? NONE;
  const shown = place.screen === 'settings' ? undefined : (dataSets.find(({ id }) => id === place.dataSet) ?? dataSets[0]);
  return (
    <>
      <Outcomes dataSets={dataSets} shown={shown?.id ?? null} onShow={(dataSet) => go({ screen: 'library', dataSet })} />
      {shown !== undefined && <UnfinishedImport dataSet={shown} />}
    </>
  );
}
