/** What was learnt before the white blood cells: the autoencoder's error and the CAM16 network's matrix. */
import type { StudyResult } from '../../contract/studyResult.ts';
import { type Html, html, nothing, picture } from './html.ts';
import type { PublishedPretraining, Reconstruction } from './input.ts';
import { matrixTable } from './matrix.ts';
import { counted, duration, loss, percent, score } from './numbers.ts';

function reconstructionPairs(reconstructions: readonly Reconstruction[]): Html {
  if (reconstructions.length === 0) return nothing;
  const pairs = reconstructions.map(
    ({ original, reconstruction }, at) =>
      html`<figure>${picture(original, `validation image ${at + 1}`)}${picture(reconstruction, `its reconstruction ${at + 1}`)}</figure>`,
  );
  return html`<h3>Images and their reconstructions by the autoencoder</h3><div class="pairs">${pairs}</div>`;
}

export function pretrainingSection(
  { autoencoder, cam16 }: StudyResult['pretraining'],
  published: PublishedPretraining | undefined,
  reconstructions: readonly Reconstruction[],
): Html {
  const mse =
    published === undefined ? nothing : html` The published study reached ${loss(published.autoencoder.validationMse)} on its own images.`;
  const accuracy =
    published === undefined ? nothing : html` The published study reached ${percent(published.cam16.accuracy)} on its own images.`;
  const publishedMatrix =
    published === undefined
      ? nothing
      : html`<div class="card"><h3>CAM16 network, the published study</h3>${matrixTable(published.cam16.classes, published.cam16.confusion)}</div>`;
  const total = cam16.confusion.flat().reduce((sum, value) => sum + value, 0);
  return html`<p>The <b>autoencoder</b> rebuilds the unlabelled tissue with a mean squared error of <b>${loss(autoencoder.validationMse)}</b> on validation images, after ${duration(autoencoder.seconds)} of training.${mse}</p>
<p>The <b>CAM16 network</b> tells its tissue classes apart with an accuracy of <b>${percent(cam16.accuracy)}</b> and a macro-F1 of ${score(cam16.macroF1)} on ${counted(total, 'validation image', 'validation images')}, after ${duration(cam16.seconds)} of training.${accuracy}</p>
<div class="cards"><div class="card"><h3>CAM16 network, this study</h3>${matrixTable(cam16.classes, cam16.confusion)}</div>${publishedMatrix}</div>
${reconstructionPairs(reconstructions)}`;
}
