import { extensionReports, forgetExtensionReports } from "../../ui-extensions/report-log";
import { operation, type Operation } from "../operation";

const tag = "UI extensions";

export const extensionOperations: Operation[] = [
  operation({ method: "get", path: "/extension-reports", tag, summary: "What pages reported of the UI extensions they host: unknown elements, attributes and targets, errors", run: ({ sandbox }) => ({ reports: extensionReports(sandbox) }) }),
  operation({
    method: "delete", path: "/extension-reports", tag, summary: "Forget the reports",
    run: ({ sandbox }) => {
      forgetExtensionReports(sandbox);
      return { reports: [] };
    },
  }),
];
