/** A folder chosen in a window of the operating system, where there is one; else its path can only be typed. */
import { useCall, useOrder } from '../connection/calls.ts';

/** @param onChosen is not called where the window is closed without a choice */
export function useFolderChoice(onChosen: (folder: string) => void) {
  const choice = useOrder('application.chooseFolder');
  const onSuccess = ({ folder }: { readonly folder: string | null }) => {
    if (folder !== null) onChosen(folder);
  };
  return {
    isThere: useCall('application.start', {}).data?.choosesFolders ?? false,
    choose: () => choice.mutate({}, { onSuccess }),
    isPending: choice.isPending,
    error: choice.error,
  };
}
