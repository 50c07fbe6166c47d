import { gzipSync } from "node:zlib";
import { percentile } from "../row";
import { COOKIE } from "./cookie";

export interface PageTimes {
  page: string;
  /** Median milliseconds of processor time of the page without our blocks. */
  plain: number;
  /** Median of what each pair of renders differed by, with its quartiles. */
  added: number;
  quartiles: [number, number];
  /** Bytes our blocks add to the page's HTML, gzip. */
  htmlAdded: number;
}

export interface Pages { ours: string; plain: string; pages: string[]; times: number }

/**
 * Fetches each page with and without the blocks in pairs, the two taking turns at being first. Rendering waits for nothing, so
 * processor time is its time on a machine that does nothing else; a clock would also measure what else the machine does.
 */
export async function pageTimes({ ours, plain, pages, times }: Pages): Promise<PageTimes[]> {
  const measured: PageTimes[] = [];
  for (const page of pages) {
    const pairs: { ours: number; plain: number }[] = [];
    for (let i = 0; i < 30 + times; i++) {
      const first = i % 2 === 0 ? await took(ours + page) : null;
      const without = await took(plain + page);
      pairs.push({ ours: first ?? (await took(ours + page)), plain: without });
    }
    const counted = pairs.slice(30);
    const added = sorted(counted.map((pair) => pair.ours - pair.plain));
    measured.push({
      page: page.split("/").slice(3).join("/") || "home", plain: percentile(sorted(counted.map((pair) => pair.plain)), 0.5),
      added: percentile(added, 0.5), quartiles: [percentile(added, 0.25), percentile(added, 0.75)],
      htmlAdded: gzipSync(await html(ours + page)).length - gzipSync(await html(plain + page)).length,
    });
  }
  return measured;
}

async function took(url: string): Promise<number> {
  const before = process.cpuUsage();
  await html(url);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

async function html(url: string): Promise<string> {
  const answer = await fetch(url, { headers: { cookie: `${COOKIE.name}=${COOKIE.value}` } });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: expected the page`);
  return answer.text();
}

const sorted = (values: number[]) => [...values].sort((a, b) => a - b);
