import { useState, type CSSProperties, type PointerEvent } from "react";
import { linePath, place } from "./line-path";
import { niceTicks } from "./nice-ticks";
import "./line-chart.css";

export interface Series { name: string; values: (number | null)[]; dashed?: boolean }
interface Props {
  /** The picture in a sentence, for who does not see it. */
  label: string;
  /** One name a value, as the tooltip says it, and as the axis does. */
  names: string[];
  axisNames: string[];
  series: Series[];
  format: (value: number) => string;
  /** Counts have no halves. */
  whole?: boolean;
}

/**
 * Lines over time, drawn by the server already, so nothing moves when scripts arrive. To a screen reader it is one picture with one
 * sentence; its figures stand in the table its card shows instead.
 */
export function LineChart({ label, names, axisNames, series, format, whole = false }: Props) {
  const [at, setAt] = useState<number | null>(null);
  const ticks = niceTicks(Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0))), { whole });
  const top = ticks.at(-1)!;
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.max(0, Math.min(names.length - 1, Math.round(((event.clientX - left) / width) * (names.length - 1)))));
  };
  return (
    <div role="img" aria-label={label} className="chart" dir="ltr">
      <div className="chart-legend">
        {series.map(({ name, dashed }) => <span key={name}><svg width="20" height="8"><path className={lineClass(dashed)} d="M0 4H20" /></svg> {name}</span>)}
      </div>
      <div className="chart-figures">{[...ticks].reverse().map((tick) => <span key={tick}>{format(tick)}</span>)}</div>
      <div className="chart-plot" onPointerMove={point} onPointerDown={point} onPointerLeave={() => setAt(null)}>
        <svg viewBox="0 0 100 100" preserveAspectRatio="none">
          {ticks.map((tick) => <path key={tick} className="chart-grid" d={`M0 ${100 - (tick / top) * 100}H100`} />)}
          {[...series].reverse().map(({ name, values, dashed }) => <path key={name} className={lineClass(dashed)} d={linePath(values, top)} />)}
        </svg>
        {at !== null && <Tooltip at={at} title={names[at] ?? ""} count={names.length} lines={series.map(({ name, values }) => [name, values[at] ?? null])} format={format} />}
      </div>
      <div className="chart-names">{axisMarks(axisNames).map((name, i) => <span key={i}>{name}</span>)}</div>
    </div>
  );
}

const lineClass = (dashed = false) => `chart-line${dashed ? " chart-line-dashed" : ""}`;

/** First, last and two between: as many as a phone has room for. */
function axisMarks(names: string[]): string[] {
  if (names.length < 4) return names;
  return [0, 1, 2, 3].map((third) => names[Math.round((third * (names.length - 1)) / 3)]!);
}

interface TooltipProps { at: number; count: number; title: string; lines: [string, number | null][]; format: (value: number) => string }

function Tooltip({ at, count, title, lines, format }: TooltipProps) {
  const x = place(at, count);
  // On the side with more room, so it never leaves the card.
  const side: CSSProperties = x < 50 ? { left: `calc(${x}% + 8px)` } : { right: `calc(${100 - x}% + 8px)` };
  return (
    <>
      <div className="chart-rule" style={{ left: `${x}%` }} />
      <div className="chart-tooltip" style={side}>
        <b>{title}</b>
        {lines.map(([name, value]) => <span key={name}>{name}: {value === null ? "–" : format(value)}</span>)}
      </div>
    </>
  );
}
