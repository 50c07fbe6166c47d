import { isRouteErrorResponse, type ClientActionFunctionArgs, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

/** What a fetcher gets when its action failed on the way or on our side. */
export interface FailedAction { ok: false; failed: { supportId: string | null } }

/**
 * A route's `clientAction`: what was typed must outlive an action that fails, so the failure is an answer like any other instead of a
 * page in the place of the form. Redirects pass.
 */
export async function keepPage({ serverAction }: ClientActionFunctionArgs): Promise<unknown> {
  try {
    return await serverAction();
  } catch (error) {
    if (error instanceof Response) throw error;
    const supportId: unknown = isRouteErrorResponse(error) ? error.data?.supportId : null;
    return { ok: false, failed: { supportId: typeof supportId === "string" ? supportId : null } } satisfies FailedAction;
  }
}

export const isFailed = (answer: unknown): answer is FailedAction => typeof answer === "object" && answer !== null && "failed" in answer;

/** A route's `shouldRevalidate`: after a failure nothing is read again, for that would fail like it and take the page away. */
export const unlessFailed = ({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) => !isFailed(actionResult) && defaultShouldRevalidate;

/** In a form: the failure, until the next try. */
export function FailureBanner({ answer }: { answer: unknown }) {
  const { t } = useTranslation();
  if (!isFailed(answer)) return null;
  const { supportId } = answer.failed;
  return (
    <Banner tone="critical">
      <BlockStack gap="100">
        <Text as="p">{t("failure.kept")}</Text>
        {supportId && <Text as="p">{t("failure.supportId", { id: supportId })}</Text>}
      </BlockStack>
    </Banner>
  );
}

/** For a single button, where nothing was typed. */
export function useFailureToast(fetcher: { state: string; data?: unknown }): void {
  const { t } = useTranslation();
  useEffect(() => {
    if (fetcher.state === "idle" && isFailed(fetcher.data)) window.shopify?.toast.show(t("failure.again_later"), { isError: true });
  }, [fetcher.state, fetcher.data]);
}
