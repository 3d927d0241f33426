/** Says that a data set's import has not come to its end, such as after the program was closed, and goes on with it. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { useWork } from '../../frame/useWork.ts';
import { isGoingOn } from '../longWork/words.ts';
import { nameOf, PROCEDURES } from './outcomes.ts';
import { useImportDesk } from './useImportDesk.ts';

export function UnfinishedImport({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const { outcomes, begin } = useImportDesk();
  const importing: readonly string[] = Object.values(PROCEDURES);
  const goesOn = useWork().some((work) => isGoingOn(work) && importing.includes(work.procedure));
  const isTold = outcomes.some(({ asked }) => nameOf(asked) === dataSet.name);
  if (dataSet.isImported || goesOn || isTold) return null;
  return (
    <Alert
      severity="info"
      square
      action={
        <Button color="inherit" size="small" onClick={() => begin({ kind: 'rescan', dataSet: dataSet.id, name: dataSet.name })}>
          {t('import.goOn')}
        </Button>
      }
    >
      {t('import.unfinished', { name: dataSet.name, count: dataSet.images })}
    </Alert>
  );
}
