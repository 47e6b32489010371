import type { Asset } from "@/api/projects";

/** Files of these kinds may have a picture; the server says so where one has none. */
const PICTURED: readonly string[] = ["audio/mp4", "audio/webm", "video/x-msvideo", "application/octet-stream"];

export const isPictured = (asset: Asset) => PICTURED.includes(asset.media_type);
