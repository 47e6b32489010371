import "@/features/shell/ask-first";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "@/api/query";
import { App } from "@/features/shell/App";
import { loadPage } from "@/features/shell/router";
import { sessionQuery } from "@/features/shell/session";
import { startLanguage } from "@/i18n";
import { applyPrefs, usePrefs } from "@/state/prefs";
import "@/ui/tokens.css";
import "@/ui/base.css";
import "@/ui/controls.css";
import "@/ui/shell.css";

applyPrefs();
// What the page needs comes at the same time as its words, not one after another.
void queryClient.prefetchQuery(sessionQuery);
loadPage();
await startLanguage(usePrefs.getState().language);
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
// The typeface has 92 parts and a long list of them: it comes after the first paint.
void import("@/ui/typeface");
