import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, Clapperboard, Plus } from "lucide-react";
import { useTranslation } from "react-i18next";
import { listProjects } from "@/api/projects";
import { keys } from "@/api/query";
import { ago } from "@/i18n/format";
import { Menu } from "@/ui/Menu";

/** Projects that the menu names; the others are on their own page. */
const NAMED = 10;

/** Opens another project on the Generate page, or begins one. */
export function ProjectMenu({ project }: { project: string }) {
  const { t, i18n } = useTranslation();
  const navigate = useNavigate();
  const query = useQuery({ queryKey: keys.projectList({ recent: true }), queryFn: ({ signal }) => listProjects("", false, null, signal), staleTime: 0 });
  const projects = query.data?.projects.slice(0, NAMED) ?? [];
  const open = (id: string) => void navigate({ to: "/generate", search: { project: id } });
  return (
    <Menu
      label={t("generate.choose_project")}
      icon={<ChevronsUpDown size={16} aria-hidden="true" />}
      onOpen={() => void query.refetch()}
      items={[
        ...projects.map((one) => ({ label: one.name, shortcut: ago(one.updated_at, i18n.language), checked: one.id === project, run: () => open(one.id) })),
        ...(projects.length > 0 ? (["line"] as const) : []),
        { label: t("generate.new_script"), icon: <Plus size={14} aria-hidden="true" />, run: () => open("new") },
        { label: t("projects.back"), icon: <Clapperboard size={14} aria-hidden="true" />, run: () => void navigate({ to: "/projects" }) },
      ]}
    />
  );
}
