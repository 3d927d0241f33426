/** What this computer can train on, as it was found out while the window is open. */
import { useQueryClient } from '@tanstack/react-query';
import type { DeviceFacts } from '../../app/contract/settings.ts';
import { callKey, useOrder } from '../connection/calls.ts';

export function useDevices() {
  const queries = useQueryClient();
  const tried = useOrder('settings.devices');
  // A driver is not tried again for looking at a screen twice.
  const devices = tried.data ?? queries.getQueryData<readonly DeviceFacts[]>(callKey('settings.devices', {}));
  return {
    /** undefined until they were tried. */
    devices,
    isTrying: tried.isPending,
    error: tried.error,
    tryAll: () => tried.mutate({}, { onSuccess: (found) => queries.setQueryData(callKey('settings.devices', {}), found) }),
  };
}
