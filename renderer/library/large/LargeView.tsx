/** One image over the whole window, at full resolution, with all that is known of it. */
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DataSet, ImageDetails } from '../../../app/contract/dataSets.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { CELL_COLOURS, useMaskDisplay } from '../../parts/maskDisplay.ts';
import { type Listing, PAGE, useFirstPage, useImages } from '../../parts/useImages.ts';
import { fileName } from '../cellWords.ts';
import { pagesOf } from '../gridLayout.ts';
import { RelabelMenu } from '../RelabelMenu.tsx';
import { classOfKey } from '../relabelKeys.ts';
import { Said, UndoButton } from '../SelectionBar.tsx';
import type { Relabelling } from '../useRelabel.ts';
import { ImageFacts } from './ImageFacts.tsx';
import { LargeBar } from './LargeBar.tsx';
import { meaningOf, ZOOM_STEP } from './largeKeys.ts';
import { type Overlay, OverlayTool } from './OverlayTool.tsx';
import { PictureView } from './PictureView.tsx';
import { neighboursOf, type Shown } from './steps.ts';
import { usePicture } from './usePicture.ts';

export type LargeViewProps = {
  readonly dataSet: DataSet;
  readonly listing: Listing;
  readonly shown: Shown;
  readonly relabelling: Relabelling;
  onShow(shown: Shown): void;
  onClose(): void;
};

export function LargeView(props: LargeViewProps) {
  const { shown, onClose } = props;
  const titleId = useId();
  const details = useCall('library.image', { id: shown.id }, { keep: true });
  return (
    <Dialog fullScreen open onClose={onClose} transitionDuration={0} disableRestoreFocus aria-labelledby={titleId}>
      {details.isError && (
        <div id={titleId}>
          <ErrorNotice error={details.error} onClose={onClose} sx={{ m: 2 }} />
        </div>
      )}
      {details.data !== undefined && !details.isError && <Opened {...props} titleId={titleId} details={details.data} />}
    </Dialog>
  );
}

type OpenedProps = LargeViewProps & { readonly titleId: string; readonly details: ImageDetails };

function Opened({ dataSet, listing, shown, relabelling, onShow, onClose, titleId, details }: OpenedProps) {
  const { t } = useTranslation();
  const { classes } = dataSet;
  const [overlay, setOverlay] = useState<Overlay>({ isOn: false, opacity: 0.45 });
  const [display] = useMaskDisplay();
  const picture = usePicture(details, details.id);
  const steps = useSteps(listing, shown, onShow);
  const relabel = (name: string | null) => relabelling.relabel([details.id], name);
  const mask = details.masks.length === 0 ? null : maskAddress(details);

  const onKeyDown = (event: KeyboardEvent) => {
    // React also brings what happens in a menu or dialog of its own above this one.
    if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
    const name = classOfKey(event, classes);
    const meaning = event.ctrlKey || event.metaKey || event.altKey ? undefined : meaningOf(event.key, picture.isPart);
    if (event.defaultPrevented || event.target instanceof HTMLInputElement || (name === undefined && meaning === undefined)) return;
    event.preventDefault();
    if (name !== undefined) relabel(name);
    else if (meaning?.kind === 'pan') picture.pan(meaning.by);
    else if (meaning?.kind === 'zoom') picture.zoom(meaning.factor);
    else if (meaning?.kind === 'whole') picture.whole();
    else if (meaning?.kind === 'overlay') setOverlay({ ...overlay, isOn: !overlay.isOn });
    else if (meaning?.kind === 'step') steps[meaning.to]?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its keys are those of the whole dialog, and each has a button too
    <div
      tabIndex={-1}
      ref={focused}
      onKeyDown={onKeyDown}
      style={{ display: 'flex', flexDirection: 'column', height: '100%', outline: 'none' }}
    >
      <LargeBar
        titleId={titleId}
        title={fileName(details.path)}
        place={steps.place}
        scale={picture.view.scale}
        previous={steps.previous}
        next={steps.next}
        larger={() => picture.zoom(ZOOM_STEP)}
        smaller={() => picture.zoom(1 / ZOOM_STEP)}
        whole={picture.whole}
        close={onClose}
      >
        {mask !== null && <OverlayTool overlay={overlay} onChange={setOverlay} />}
      </LargeBar>
      <Box sx={{ flex: 1, minHeight: 0, display: 'flex' }}>
        <Box sx={{ flex: 1, position: 'relative' }}>
          <PictureView
            card={details}
            name={fileName(details.path)}
            picture={picture}
            mask={overlay.isOn ? mask : null}
            opacity={overlay.opacity}
            colour={CELL_COLOURS[display.colour]}
          />
        </Box>
        <Box
          component="section"
          aria-label={t('library.large.facts')}
          tabIndex={0}
          sx={{
            width: 320,
            flexShrink: 0,
            p: 2,
            overflowY: 'auto',
            display: 'flex',
            flexDirection: 'column',
            gap: 2,
            borderLeft: 1,
            borderColor: 'divider',
          }}
        >
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <RelabelMenu classes={classes} disabled={relabelling.isBusy} onChoose={relabel} />
            <UndoButton dataSet={dataSet} relabelling={relabelling} />
          </Box>
          {relabelling.error !== null && <ErrorNotice error={relabelling.error} />}
          <Typography role="status" variant="body2" color="textSecondary">
            <Said done={relabelling.done} />
          </Typography>
          <ImageFacts details={details} classes={classes} />
        </Box>
      </Box>
    </div>
  );
}

/** The keys are heard from the first moment on. */
function focused(element: HTMLElement | null): void {
  element?.focus();
}

/** The best mask there is, also one that waits to be judged. Its address changes with what it shows. */
function maskAddress({ id, mask, masks }: ImageDetails): string {
  const origin = mask === null || mask === 'accepted' ? 'proposed' : mask;
  const foreground = masks.find((one) => one.origin === origin)?.foreground;
  return mediaAddress({ kind: 'mask', image: id, origin }, String(foreground ?? ''));
}

function useSteps(listing: Listing, shown: Shown, onShow: (shown: Shown) => void) {
  const { t } = useTranslation();
  const count = useFirstPage(listing).data?.total ?? 0;
  const images = useImages(listing, pagesOf(shown.index - 1, shown.index + 2, count, PAGE));
  const idAt = (index: number) => images.cardAt(index)?.id;
  const { previous, next } = neighboursOf(shown, count, idAt);
  const step = (index: number | undefined) => {
    const id = index === undefined ? undefined : idAt(index);
    return index === undefined || id === undefined ? undefined : () => onShow({ index, id });
  };
  const isThere = idAt(shown.index) === undefined || idAt(shown.index) === shown.id;
  const place = isThere ? t('library.large.place', { at: shown.index + 1, count }) : t('library.large.noLongerThere');
  return { place, previous: step(previous), next: step(next) };
}
