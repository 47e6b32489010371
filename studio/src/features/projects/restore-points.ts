import type { Operation } from "@/api/projects";

type ItemKind = "project" | "speaker" | "line" | "track" | "clip" | "marker";

/** What kinds of things the operations changed, and the first words that they wrote. */
export function contentsOf(operations: readonly Operation[], nameOf: (kind: ItemKind) => string): string {
  const kinds = [...new Set(operations.map((one) => one.op.split(".")[0] as ItemKind))];
  const written = operations.flatMap((one) => Object.values(one).filter((value) => typeof value === "object" && value !== null)) as { text?: unknown; name?: unknown }[];
  const first = written.map((one) => one.text ?? one.name).find((one): one is string => typeof one === "string" && one.trim() !== "");
  return `${kinds.map((kind) => nameOf(kind)).join(", ")}${first ? `: “${first.length > 60 ? `${first.slice(0, 60)}…` : first}”` : ""}`;
}
