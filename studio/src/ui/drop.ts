import { type DragEvent, useState } from "react";
import { type Sort, filesOf, sortOf } from "@/state/dropped-files";
import { send } from "@/state/incoming";

/**
 * Handlers of an element that files are dropped on, and whether files are dragged over it now. Folders and archives
 * give their files; those of other sorts than `sorts` go to the page that they are for.
 */
export function useFileDrop(take: (files: File[]) => void, sorts: readonly Sort[]) {
  const [over, setOver] = useState(false);
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      // Not where the pointer only moves onto something inside.
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        // What lies inside may have taken it.
        if (event.defaultPrevented || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        void filesOf(event.dataTransfer).then((files) => {
          const mine = files.filter((file) => sorts.includes(sortOf(file)));
          if (mine.length > 0) take(mine);
          send(
            "offered",
            files.filter((file) => !mine.includes(file)),
          );
        });
      },
    },
  };
}

/** Where sound is wanted, files of unknown sorts are taken too: they are refused there, by name. */
export const SOUND_WANTED: readonly Sort[] = ["sound", "script", "other"];
