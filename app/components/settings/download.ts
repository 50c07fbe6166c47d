/**
 * Saves what an address of the app answers as a file. A plain link would carry no session token out of the frame: App
 * Bridge adds it to `fetch` only.
 * @returns the status; nothing is saved unless it is 200.
 */
export async function download(path: string, fileName: string): Promise<number> {
  const answer = await fetch(path);
  if (!answer.ok) return answer.status;
  const url = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), { href: url, download: fileName });
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the file after the click: it must still be there.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return answer.status;
}
