/** Narrows the grid to what a run predicted. Not there where no run has predicted any image of the data set. */
import RightIcon from '@mui/icons-material/CheckCircleOutlined';
import WrongIcon from '@mui/icons-material/HighlightOffOutlined';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { useCall } from '../connection/calls.ts';
import { ClassDot } from './ClassDot.tsx';
import { FilterMenu, type FilterOption } from './FilterMenu.tsx';
import type { FilterAction } from './filterState.ts';
import { type Prediction, runOf, withPredicted, withRight, withRun } from './prediction.ts';

type Props = { readonly dataSet: DataSet; readonly prediction: Prediction | null; readonly change: Dispatch<FilterAction> };

export function PredictionMenu({ dataSet, prediction, change }: Props) {
  const { t } = useTranslation();
  const runs = useCall('library.runs', { dataSet: dataSet.id }).data ?? [];
  const run = runOf(runs, prediction);
  if (run === undefined) return null;
  const choose = (to: Prediction | null) => change({ type: 'prediction', prediction: to });
  const options: readonly FilterOption[] = [
    ...runs.map((one) => ({
      ...{ key: `run ${one.id}`, group: t('library.prediction.run'), label: one.name, isChosen: prediction?.run === one.id },
      choose: () => choose(withRun(prediction, one)),
    })),
    ...run.classes.map((name) => ({
      ...{ key: `class ${name}`, group: t('library.prediction.predicted'), label: name, isChosen: prediction?.predicted === name },
      sign: <ClassDot name={name} classes={dataSet.classes} />,
      choose: () => choose(withPredicted(prediction, run, name)),
    })),
    ...[true, false].map((isRight) => ({
      ...{ key: `right ${isRight}`, group: t('library.prediction.judged'), isChosen: prediction?.isRight === isRight },
      label: t(isRight ? 'library.prediction.right' : 'library.prediction.wrong'),
      sign: isRight ? <RightIcon fontSize="small" /> : <WrongIcon fontSize="small" />,
      choose: () => choose(withRight(prediction, run, isRight)),
    })),
  ];
  return <FilterMenu label={t('library.prediction.title')} kind="groups" options={options} />;
}
