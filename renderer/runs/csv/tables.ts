/** What of runs is exported as a table: each row says all that it is about, so that tables of several exports can be put together. Pure. */
import type { ImageHistory, JudgedTogether, ListedRun, RunComparison, RunSettings, StudyComparison } from '../../../app/contract/runs.ts';
import { type CsvValue, csvText } from './csv.ts';

/** Names by id. */
export type Names = ReadonlyMap<number, string>;

export function runsCsv(runs: readonly ListedRun[]): string {
  const head = [
    ...[
      'run',
      'name',
      'study',
      'study_name',
      'network',
      'arm',
      'data_set',
      'data_set_hash',
      'subset',
      'subset_percent',
      'seed',
      'state',
      'epochs_done',
    ],
    ...['epochs_planned', 'macro_f1', 'accuracy', 'loss', 'seconds', 'engine', 'device', 'started_at', 'finished_at', 'tags', 'note'],
  ];
  const rows = runs.map((run): CsvValue[] => [
    ...[run.id, run.name, run.study, run.studyName, run.network, run.arm, run.dataSet.name, run.dataSet.hash],
    ...[run.subset?.name ?? null, run.subset?.percent ?? null, run.seed, run.state, run.epochs.done, run.epochs.planned],
    ...[run.scores.macroF1, run.scores.accuracy, run.scores.loss, run.seconds, run.engine, run.device, run.startedAt, run.finishedAt],
    ...[run.tags.join(' '), run.note],
  ]);
  return csvText([head, ...rows]);
}

/** Each epoch of each run; beside it what its seeds span, where there are several. */
export function curvesCsv({ curves, seedGroups }: Pick<RunComparison, 'curves' | 'seedGroups'>, names: Names): string {
  const head = [
    ...['run', 'name', 'epoch', 'train_loss', 'train_accuracy', 'val_loss', 'val_accuracy', 'val_macro_f1', 'seconds'],
    ...['seeds', 'val_macro_f1_low', 'val_macro_f1_mean', 'val_macro_f1_high', 'val_loss_low', 'val_loss_mean', 'val_loss_high'],
  ];
  const rows = curves.flatMap(({ run, epochs }) => {
    const group = seedGroups.find(({ chosen }) => chosen.includes(run));
    return epochs.map((one): CsvValue[] => {
      const band = group?.bands.find(({ epoch }) => epoch === one.epoch);
      const spanned = (of: 'macroF1' | 'loss') => [band?.[of]?.low ?? null, band?.[of]?.mean ?? null, band?.[of]?.high ?? null];
      return [
        ...[run, names.get(run) ?? null, one.epoch, one.trainLoss, one.trainAccuracy, one.valLoss, one.valAccuracy, one.valMacroF1],
        ...[one.seconds, band === undefined ? null : (group?.runs.length ?? null), ...spanned('macroF1'), ...spanned('loss')],
      ];
    });
  });
  return csvText([head, ...rows]);
}

/** A row for each setting, a column for each run; what is the same for all has the same value in each. @param names of the runs, in the order of the values */
export function settingsCsv({ differing, same }: RunSettings, names: readonly string[]): string {
  const rows = [
    ...differing.map(({ name, values }): CsvValue[] => [name, true, ...values]),
    ...same.map(({ name, values }): CsvValue[] => [name, false, ...names.map(() => values[0] ?? null)]),
  ];
  return csvText([['setting', 'differs', ...names], ...rows]);
}

/** What all runs took one image for. */
export function historyCsv({ image, answers }: ImageHistory): string {
  const head = [
    'image',
    'sha256',
    'run',
    'name',
    'network',
    'seed',
    'finished_at',
    'actual',
    'predicted',
    'probability',
    'probability_of_actual',
  ];
  const rows = answers.map((one): CsvValue[] => [
    ...[image.path, image.sha256, one.run, one.name, one.network, one.seed, one.finishedAt, one.actual, one.predicted, one.probability],
    one.ofActual,
  ]);
  return csvText([head, ...rows]);
}

const SCORES = ['precision', 'recall', 'f1'] as const;

/** One row for each run, class and score, with the difference to the baseline where it is another run. */
export function classesCsv({ classes, runs, against }: JudgedTogether, names: Names): string {
  const head = ['run', 'name', 'class', 'images', 'score', 'value', 'low', 'high', 'difference', 'difference_low', 'difference_high'];
  const rows = runs.flatMap(({ run, report, intervals, macroF1Interval, accuracyInterval }) => {
    const other = against.find((one) => one.run === run);
    const own = [run, names.get(run) ?? null];
    const ofClasses = classes.flatMap((name, of) =>
      SCORES.map((score): CsvValue[] => {
        const [interval, difference] = [intervals[of]?.[score], other?.perClass[of]?.[score]];
        return [
          ...[...own, name, report.perClass[name]?.support ?? 0, score, report.perClass[name]?.[score] ?? null, interval?.low ?? null],
          ...[interval?.high ?? null, difference?.value ?? null, difference?.low ?? null, difference?.high ?? null],
        ];
      }),
    );
    const difference = other?.comparison.difference;
    const images = report.macroAverage.support;
    const macro: CsvValue[] = [...own, null, images, 'macro_f1', report.macroAverage.f1, macroF1Interval.low, macroF1Interval.high];
    const accuracy: CsvValue[] = [...own, null, images, 'accuracy', report.accuracy, accuracyInterval.low, accuracyInterval.high];
    return [
      ...ofClasses,
      [...macro, difference?.value ?? null, difference?.low ?? null, difference?.high ?? null],
      [...accuracy, other === undefined ? null : other.comparison.accuracy[1] - other.comparison.accuracy[0], null, null],
    ];
  });
  return csvText([head, ...rows]);
}

export function realCsv({ against }: Pick<JudgedTogether, 'against'>, names: Names, baseline: number): string {
  const head = [
    ...['baseline', 'run', 'images', 'macro_f1_baseline', 'macro_f1', 'difference', 'low', 'high', 'only_baseline_right', 'only_run_right'],
    ...['mcnemar_p', 'seeds', 'seeds_difference', 'seeds_low', 'seeds_high', 'verdict'],
  ];
  const rows = against.map(({ run, comparison, overSeeds }): CsvValue[] => [
    ...[names.get(baseline) ?? null, names.get(run) ?? null, comparison.images, ...comparison.macroF1, comparison.difference.value],
    ...[comparison.difference.low, comparison.difference.high, comparison.mcnemar.b, comparison.mcnemar.c, comparison.mcnemar.p],
    ...[overSeeds?.seeds.length ?? null, overSeeds?.value ?? null, overSeeds?.low ?? null, overSeeds?.high ?? null, comparison.verdict],
  ]);
  return csvText([head, ...rows]);
}

export function matricesCsv({ classes, runs }: JudgedTogether, names: Names): string {
  const rows = runs.flatMap(({ run, confusion }) =>
    confusion.flatMap((counts, row) =>
      counts.map((images, column): CsvValue[] => [run, names.get(run) ?? null, classes[row] ?? null, classes[column] ?? null, images]),
    ),
  );
  return csvText([['run', 'name', 'actual', 'predicted', 'images'], ...rows]);
}

/** The points that are drawn, and with each curve the area of all its points. */
export function rankCurvesCsv({ classes, runs }: JudgedTogether, names: Names): string {
  const rows = runs.flatMap(({ run, curves }) =>
    curves.flatMap((curve, of) => {
      if (curve === null) return [];
      const ofKind = (kind: string, { points, area }: typeof curve.roc) =>
        points.map(([x, y]): CsvValue[] => [run, names.get(run) ?? null, classes[of] ?? null, kind, x, y, area]);
      return [...ofKind('roc', curve.roc), ...ofKind('precision_recall', curve.precisionRecall)];
    }),
  );
  return csvText([['run', 'name', 'class', 'curve', 'x', 'y', 'area'], ...rows]);
}

export function reliabilityCsv({ runs }: Pick<JudgedTogether, 'runs'>, names: Names): string {
  const rows = runs.flatMap(({ run, reliability: { bins, expectedCalibrationError } }) =>
    bins.map((bin): CsvValue[] => [
      ...[run, names.get(run) ?? null, bin.low, bin.high, bin.images, bin.images === 0 ? null : bin.confidence],
      ...[bin.images === 0 ? null : bin.accuracy, expectedCalibrationError],
    ]),
  );
  return csvText([['run', 'name', 'bin_low', 'bin_high', 'images', 'confidence', 'accuracy', 'ece'], ...rows]);
}

export function studyCsv({ rows, published }: StudyComparison): string {
  const ours = rows.map(({ subset, arm, name, images, accuracy, accuracyInterval, macroF1, againstPlain }): CsvValue[] => [
    ...['ours', subset, arm, name, images, accuracy, accuracyInterval.low, accuracyInterval.high, macroF1],
    ...[againstPlain?.difference.value ?? null, againstPlain?.difference.low ?? null, againstPlain?.difference.high ?? null],
    ...[againstPlain?.mcnemar.p ?? null, againstPlain?.verdict ?? null],
  ]);
  const theirs = published.map(({ subset, arm, images, accuracy, macroF1 }): CsvValue[] => [
    ...['published', subset, arm, null, images, accuracy, null, null, macroF1, null, null, null, null, null],
  ]);
  const head = ['source', 'subset_percent', 'arm', 'name', 'images', 'accuracy', 'accuracy_low', 'accuracy_high', 'macro_f1'];
  return csvText([[...head, 'difference_to_plain', 'low', 'high', 'mcnemar_p', 'verdict'], ...ours, ...theirs]);
}
