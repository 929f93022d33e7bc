import { linkedFiles } from "../links.ts";
import { pageOfFile } from "../file-page.ts";

/** A page for each file and folder of the repository that a page links to. */
export default {
  paths: () => {
    const files = linkedFiles();
    return files.map((file) => ({ params: { file }, content: pageOfFile(file, files) }));
  },
};
