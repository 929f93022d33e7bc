import type { DefaultTheme } from "vitepress";

type Options = NonNullable<DefaultTheme.LocalSearchOptions["miniSearch"]>;

/**
 * Questions find the guide that answers them: words that every page has do not count, titles count most, and guides come
 * before the reference, the API and the changelog. VitePress writes the functions into each page, so that they use nothing
 * from outside of themselves.
 */
export const SEARCH: Options = {
  options: {
    processTerm: (term) => {
      const word = term.toLowerCase();
      const common =
        /^(?:an?|and|are|as|at|be|by|can|do|does|for|from|has|have|how|i|if|in|is|it|my|no|not|of|on|or|our|should|that|the|this|to|use|we|what|when|where|which|who|why|with|you|your)$/;
      return common.test(word) ? null : word;
    },
  },
  searchOptions: {
    fuzzy: 0.2,
    prefix: true,
    boost: { title: 6, titles: 2, text: 1 },
    boostDocument: (id) => {
      const page = String(id);
      if (/^\/(?:api|CHANGELOG|CONTRIBUTING|simulator|trace|files)\b/.test(page)) return 0.3;
      return /^\/(?:reference|scanners|baseline)\b/.test(page) ? 1 : 2;
    },
  },
};
