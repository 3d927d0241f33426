/** Confusion matrices side by side; each cell opens the images behind it. */
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Gallery, JudgedTogether } from '../../../app/contract/runs.ts';
import { matricesCsv } from '../csv/tables.ts';
import type { Compared } from './compared.ts';
import { Matrix } from './Matrix.tsx';
import { matrixCells, VIEWS, type View } from './matrixCells.ts';
import { OneOf } from './OneOf.tsx';
import { Part } from './Part.tsx';

export type MatricesPartProps = {
  readonly judged: JudgedTogether;
  readonly compared: readonly Compared[];
  readonly onGallery: (gallery: Gallery) => void;
};

export function MatricesPart({ judged, compared, onGallery }: MatricesPartProps) {
  const { t } = useTranslation();
  const [view, setView] = useState<View>('counts');
  const [baseline] = compared;
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  const matrixOf = (id: number) => judged.runs.find(({ run }) => run === id)?.confusion ?? [];
  // The baseline differs from itself in nothing.
  const shown = view === 'difference' ? compared.slice(1) : compared;
  const options = VIEWS.map((value) => ({ value, name: t(`runs.matrices.${value}`, { letter: baseline?.letter ?? '' }) }));
  return (
    <Part
      title={t('runs.matrices.title')}
      choice={<OneOf label={t('runs.matrices.view')} value={view} options={options} onChange={setView} />}
      help={t('runs.matrices.help')}
      csv={{ file: 'matrices.csv', text: () => matricesCsv(judged, names) }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2.5, rowGap: 2 }}>
        {shown.map((one) => (
          <Matrix
            key={one.id}
            run={one}
            classes={judged.classes}
            cells={matrixCells(matrixOf(one.id), matrixOf(baseline?.id ?? 0), view)}
            view={view}
            onCell={(actual, predicted) => onGallery({ kind: 'cell', run: one.id, actual, predicted })}
          />
        ))}
      </Box>
    </Part>
  );
}
