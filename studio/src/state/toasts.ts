import { create } from "zustand";

export interface Toast {
  id: number;
  kind: "good" | "bad";
  text: string;
  action?: { label: string; run: () => void };
}

interface Toasts {
  items: Toast[];
  push: (toast: Omit<Toast, "id">) => void;
  drop: (id: number) => void;
}

let next = 1;

/** Short messages in the corner. Good ones leave by themselves; bad ones stay until they are dismissed. */
export const useToasts = create<Toasts>((set) => ({
  items: [],
  push: (toast) => set((state) => ({ items: [...state.items.slice(-3), { ...toast, id: next++ }] })),
  drop: (id) => set((state) => ({ items: state.items.filter((item) => item.id !== id) })),
}));
