import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useLatest, useOwner } from "@/state/use-owner";

/** Percent over the last five minutes. The label says the newest value in words. */
export function LiveChart({ data, label, tick }: { data: [number[], (number | null)[]]; label: string; tick: unknown }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const newest = useRef(data);
  newest.current = data;
  const make = useLatest(() => {
    const host = box.current;
    if (!host) return;
    plot.current?.destroy();
    const colour = (name: string) => {
      const probe = document.createElement("span");
      probe.style.color = `var(--${name})`;
      host.append(probe);
      const found = getComputedStyle(probe).color;
      probe.remove();
      return found;
    };
    const line = colour("text");
    plot.current = new uPlot(
      {
        width: host.clientWidth,
        height: 96,
        padding: [4, 0, 0, 0],
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: false, range: () => [-300, 0] }, y: { range: () => [0, 100] } },
        axes: [{ show: false }, { show: true, size: 0, splits: () => [0, 50, 100], grid: { stroke: colour("line"), width: 1 }, ticks: { show: false }, values: () => [] }],
        series: [{}, { stroke: line, width: 1.5, spanGaps: false, points: { show: false }, fill: colour("hover-fill") }],
      },
      newest.current as unknown as uPlot.AlignedData,
      host,
    );
  });
  useOwner((owner) => {
    make();
    owner.own(() => {
      plot.current?.destroy();
      plot.current = null;
    });
    owner.observeSize(box.current!, (width) => plot.current && Math.abs(plot.current.width - width) > 1 && plot.current.setSize({ width, height: 96 }));
    owner.listen(matchMedia("(prefers-color-scheme: dark)"), "change", make);
    const observer = new MutationObserver(make);
    observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    owner.own(() => observer.disconnect());
  }, []);
  useEffect(() => plot.current?.setData(newest.current as unknown as uPlot.AlignedData), [tick]);
  return <div ref={box} className="live-chart" role="img" aria-label={label} />;
}
