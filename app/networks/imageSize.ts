/** Which image sizes each network accepts, refused in a sentence that names the nearest size that fits. */
import { SmearlabError } from '../contract/failure.ts';

type Requirement = { readonly atLeast: number; readonly multipleOf: number; readonly because: string };

/** @throws SmearlabError `image-size` */
export function requireImageSize(network: string, size: number, { atLeast, multipleOf, because }: Requirement): void {
  if (Number.isInteger(size) && size >= atLeast && size % multipleOf === 0) return;
  const nearest = Math.max(atLeast, Math.round(size / multipleOf) * multipleOf) || atLeast;
  const rule = multipleOf === 1 ? 'a whole number of pixels' : `a multiple of ${multipleOf}`;
  throw new SmearlabError(
    'image-size',
    `${network} cannot take images of ${size} × ${size} pixels: ${because}. Choose an image size that is ${rule} and at least ${atLeast}, such as --size ${nearest}.`,
  );
}
