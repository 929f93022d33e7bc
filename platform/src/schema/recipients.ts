import * as z from "zod";
import { idOf } from "./values.js";

/** Who is notified of alerts: by mail, and through action groups of others. */
export const recipients = z.strictObject({
  emails: z
    .array(z.email({ error: "expected an e-mail address such as ops@contoso.com" }))
    .default([])
    .meta({ description: "E-mail addresses." }),
  actionGroups: z
    .array(
      z.strictObject({
        id: idOf("Microsoft.Insights/actionGroups").meta({ description: "Its id." }),
      }),
    )
    .default([])
    .meta({ description: "Existing action groups." }),
});
