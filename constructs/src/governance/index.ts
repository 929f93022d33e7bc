export {
  INTERNAL_LOAD_BALANCERS_ONLY,
  PolicyAssignment,
  type PolicyAssignmentProps,
  type PolicyScope,
} from "./policy-assignment.js";
export { ROLE_REQUIREMENTS, type RoleRequirementName, type RoleRequirement } from "./role-requirements.js";
export { assignRole, useRoles, type RoleGrant, type RoleStyle } from "./roles.js";
