/** In the place of a subscription that the file leaves to the environment. */
export const ANY_SUBSCRIPTION = "00000000-0000-0000-0000-000000000000";
