import { Link } from "@tanstack/react-router";
import { AudioLines, Captions, Contrast, Clapperboard, Cpu, KeyRound, Languages, LogOut, Mic, PanelLeft, PenLine, Sparkles } from "lucide-react";
import { useTranslation } from "react-i18next";
import { signOut } from "@/api/system";
import { keys, queryClient } from "@/api/query";
import { speakLanguage } from "@/i18n";
import { type Theme, usePrefs } from "@/state/prefs";
import { Menu } from "@/ui/Menu";

const PAGES = [
  { to: "/voices", name: "voices", icon: AudioLines },
  { to: "/clone", name: "clone", icon: Mic },
  { to: "/design", name: "design", icon: Sparkles },
  { to: "/generate", name: "generate", icon: PenLine },
  { to: "/projects", name: "projects", icon: Clapperboard },
  { to: "/transcribe", name: "transcribe", icon: Captions },
  { to: "/keys", name: "api", icon: KeyRound },
  { to: "/system", name: "system", icon: Cpu },
] as const;

const THEMES: Theme[] = ["system", "dark", "light"];

export function Rail() {
  const { t } = useTranslation();
  const { theme, language, rail, set } = usePrefs();
  const narrow = rail === "narrow";
  return (
    <nav className="rail" aria-label={t("shell.pages")}>
      <div className="brand">
        <img src="/icon.svg" alt="" />
        <span className="label" translate="no">
          {t("shell.name")}
        </span>
      </div>
      {PAGES.map(({ to, name, icon: Icon }) => (
        <Link key={to} to={to} preload="intent" aria-label={t(`pages.${name}`)} data-tip={narrow ? t(`pages.${name}`) : undefined}>
          <Icon size={18} aria-hidden="true" />
          <span className="label">{t(`pages.${name}`)}</span>
        </Link>
      ))}
      <span className="spacer" />
      <div className={narrow ? "stack tight" : "line"}>
        <Menu
          label={t("shell.language")}
          icon={<Languages size={18} aria-hidden="true" />}
          items={[
            { label: "English", run: () => choose("en"), checked: language === "en" },
            { label: "한국어", run: () => choose("ko"), checked: language === "ko" },
          ]}
        />
        <Menu
          label={t("shell.theme")}
          icon={<Contrast size={18} aria-hidden="true" />}
          items={THEMES.map((one) => ({ label: t(`shell.themes.${one}`), run: () => set({ theme: one }), checked: theme === one }))}
        />
        <Menu
          label={t("shell.more")}
          icon={<PanelLeft size={18} aria-hidden="true" />}
          items={[
            { label: narrow ? t("shell.widen") : t("shell.narrow"), icon: <PanelLeft size={14} aria-hidden="true" />, run: () => set({ rail: narrow ? "wide" : "narrow" }) },
            "line",
            {
              label: t("shell.sign_out"),
              icon: <LogOut size={14} aria-hidden="true" />,
              run: () => void signOut().finally(() => queryClient.invalidateQueries({ queryKey: keys.session })),
            },
          ]}
        />
      </div>
    </nav>
  );

  function choose(next: "en" | "ko") {
    void speakLanguage(next).then(() => set({ language: next }));
  }
}
