/** The panes side by side, or one for all: the same zoom and place in each, a brush in each where masks are corrected. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { type KeyboardEvent, type PointerEvent, type Ref, useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaneKind } from './paint.ts';
import type { Stage } from './Stage.ts';

export type PanesProps = {
  readonly kinds: readonly PaneKind[];
  readonly stage: Stage;
  readonly name: string;
  readonly help: string;
  /** For the first pane: its size is that of all. */
  readonly measured: (element: HTMLElement | null) => (() => void) | undefined;
  readonly pointer: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(event: PointerEvent<HTMLElement>): void;
    onPointerLeave(event: PointerEvent<HTMLElement>): void;
  };
  readonly keys: { onKeyUp(event: KeyboardEvent): void; onBlur(): void };
  readonly cursor: 'none' | 'grab' | 'default';
  readonly focusRef: Ref<HTMLDivElement>;
};

export function Panes({ kinds, stage, name, help, measured, pointer, keys, cursor, focusRef }: PanesProps) {
  const { t } = useTranslation();
  return (
    <Box
      ref={focusRef}
      role="application"
      aria-label={name}
      aria-description={help}
      tabIndex={0}
      {...keys}
      sx={{
        ...{ flex: 1, minHeight: 0, display: 'grid', gap: 1, gridAutoFlow: 'column', gridAutoColumns: 'minmax(0, 1fr)' },
        ...{
          outline: 'none',
          borderRadius: 1,
          p: 0.5,
          m: -0.5,
          '&:focus-visible': { boxShadow: ({ palette }) => `0 0 0 3px ${palette.warning.main}` },
        },
      }}
    >
      {kinds.map((kind, index) => (
        <Box key={kind} sx={{ display: 'flex', flexDirection: 'column', minWidth: 0, minHeight: 0 }}>
          {kinds.length > 1 && (
            <Typography variant="body2" color="textSecondary" sx={{ mb: 0.5 }}>
              {t(`masks.panes.${kind}`)}
            </Typography>
          )}
          <Box
            ref={index === 0 ? measured : null}
            sx={{ position: 'relative', flex: 1, minHeight: 0, borderRadius: 1, overflow: 'hidden', bgcolor: 'action.hover' }}
          >
            <Pane kind={kind} stage={stage} pointer={pointer} cursor={cursor} label={t(`masks.panes.${kind}`)} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}

type PaneProps = Pick<PanesProps, 'stage' | 'pointer' | 'cursor'> & { readonly kind: PaneKind; readonly label: string };

function Pane({ kind, stage, pointer, cursor, label }: PaneProps) {
  const attach = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas === null) return;
      const detach = stage.attach(canvas, kind);
      const wheel = (event: WheelEvent) => {
        // Else Ctrl and the wheel, or two fingers, make the page larger.
        event.preventDefault();
        stage.wheel(event, canvas);
      };
      canvas.addEventListener('wheel', wheel, { passive: false });
      return () => {
        detach();
        canvas.removeEventListener('wheel', wheel);
      };
    },
    [stage, kind],
  );
  return (
    <canvas
      ref={attach}
      role="img"
      aria-label={label}
      {...pointer}
      style={{ position: 'absolute', inset: 0, width: '100%', height: '100%', touchAction: 'none', cursor }}
    />
  );
}
