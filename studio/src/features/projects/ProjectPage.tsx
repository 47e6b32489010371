import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Loading } from "@/ui/Empty";
import { Failure } from "@/ui/Notice";
import { ProjectEditor, loadTimeline } from "./ProjectEditor";
import { closeProject, openProject, readProject, useProject } from "./store";

export default function ProjectPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { projectId } = useParams({ from: "/projects/$projectId" });
  const { view = "script" } = useSearch({ from: "/projects/$projectId" });
  const document = useProject((state) => state.document);
  const error = useProject((state) => state.error);
  useEffect(() => {
    openProject(projectId);
    return closeProject;
  }, [projectId]);
  // What opens with the timeline waits for its code, which comes while the document is read.
  const [coming, setComing] = useState(view === "timeline");
  useEffect(() => {
    if (coming) void loadTimeline().catch(() => undefined).finally(() => setComing(false));
  }, []);
  if (!document || coming)
    return error ? (
      <div className="page-body">
        <Failure error={error} retry={() => void readProject()} />
      </div>
    ) : (
      <Loading label={t("common.loading")} />
    );
  return (
    <ProjectEditor
      document={document}
      view={view}
      goTo={(next) => void navigate({ to: "/projects/$projectId", params: { projectId }, search: { view: next }, replace: true })}
      lead={
        <>
          <Link to="/projects" className="button icon quiet" aria-label={t("projects.back")} data-tip={t("projects.back")}>
            <ArrowLeft size={18} aria-hidden="true" />
          </Link>
          <h1 className="sr-only">{document.name}</h1>
        </>
      }
    />
  );
}
