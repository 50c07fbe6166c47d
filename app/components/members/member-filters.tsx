import { useNavigation, useSearchParams } from "@remix-run/react";
import { ChoiceList, IndexFilters, IndexFiltersMode, useSetIndexFiltersMode, type IndexFiltersProps } from "@shopify/polaris";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { MEMBER_SORTS, MEMBER_STATES, type MemberQuery } from "~/forms/member-query";

type Tiers = { handle: string; name: string }[];

/** Search, filters and sorting of the members list. The address holds them, so a list can be bookmarked and gone back to. */
export function MemberFilters({ query, tiers }: { query: Omit<MemberQuery, "cursor">; tiers: Tiers }) {
  const { t } = useTranslation();
  const { mode, setMode } = useSetIndexFiltersMode(query.search || query.tier || query.state || query.points ? IndexFiltersMode.Filtering : IndexFiltersMode.Default);
  const [search, setSearch] = useSearch(query.search);
  const setParams = useListParams();
  const loading = useNavigation().state === "loading";
  const tabs = ["all", "pending", "owed"].map((id) => ({ id, content: t(`members.tab.${id}`), onAction: () => setParams({ points: id === "all" ? "" : id }) }));
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={loading}
      queryValue={search}
      queryPlaceholder={t("members.search")}
      onQueryChange={setSearch}
      onQueryClear={() => setSearch("")}
      onClearAll={() => { setSearch(""); setParams({ q: "", tier: "", state: "", points: "" }); }}
      cancelAction={{ onAction: () => { setSearch(""); setParams({ q: "", tier: "", state: "", points: "" }); }, disabled: false, loading: false }}
      tabs={tabs}
      selected={Math.max(0, ["", "pending", "owed"].indexOf(query.points))}
      canCreateNewView={false}
      sortOptions={MEMBER_SORTS.map((sort) => ({ label: t(`members.sort.${sort}`), value: `${sort} desc` as const, directionLabel: t("members.sort.descending") }))}
      sortSelected={[`${query.sort} desc`]}
      onSort={([choice]) => setParams({ sort: choice!.split(" ")[0]! })}
      filters={filters({ query, tiers, t, setParams })}
      appliedFilters={applied({ query, tiers, t, setParams })}
    />
  );
}

interface FilterParts { query: Omit<MemberQuery, "cursor">; tiers: Tiers; t: (key: string) => string; setParams: (change: Record<string, string>) => void }

function filters({ query, tiers, t, setParams }: FilterParts): IndexFiltersProps["filters"] {
  return [
    {
      key: "tier", label: t("members.tier"), shortcut: true, pinned: true,
      filter: (
        <ChoiceList title={t("members.tier")} titleHidden selected={[query.tier]} onChange={([tier]) => setParams({ tier: tier ?? "" })}
          choices={tiers.map(({ handle, name }) => ({ label: name, value: handle }))} />
      ),
    },
    {
      key: "state", label: t("members.state"), shortcut: true, pinned: true,
      filter: (
        <ChoiceList title={t("members.state")} titleHidden selected={[query.state]} onChange={([state]) => setParams({ state: state ?? "" })}
          choices={MEMBER_STATES.map((state) => ({ label: t(`member.state.${state}`), value: state }))} />
      ),
    },
  ];
}

function applied({ query, tiers, t, setParams }: FilterParts) {
  const tier = tiers.find(({ handle }) => handle === query.tier);
  return [
    ...(query.tier ? [{ key: "tier", label: `${t("members.tier")}: ${tier?.name ?? query.tier}`, onRemove: () => setParams({ tier: "" }) }] : []),
    ...(query.state ? [{ key: "state", label: `${t("members.state")}: ${t(`member.state.${query.state}`)}`, onRemove: () => setParams({ state: "" }) }] : []),
  ];
}

/** Changes some of the address and goes back to the first page. */
function useListParams() {
  const [, setSearchParams] = useSearchParams();
  return (change: Record<string, string>) => setSearchParams((params) => {
    params.delete("after");
    params.delete("before");
    for (const [name, value] of Object.entries(change)) {
      if (value) params.set(name, value);
      else params.delete(name);
    }
    return params;
  }, { replace: true, preventScrollReset: true });
}

/** What is typed shows at once; the list follows when typing pauses. */
function useSearch(current: string): [string, (text: string) => void] {
  const [text, setText] = useState(current);
  const setParams = useListParams();
  const latest = useRef(setParams);
  latest.current = setParams;
  useEffect(() => {
    if (text.trim() === current) return;
    const timer = setTimeout(() => latest.current({ q: text.trim() }), 300);
    return () => clearTimeout(timer);
  }, [text, current]);
  return [text, setText];
}
