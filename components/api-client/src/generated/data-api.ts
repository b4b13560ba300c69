// Made by `npm run openapi` from the service's routes.
export interface paths {
  '/api/data/access/explain': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Why somebody may do something, or that nobody can say why
     * @description About the caller or, for administrators of the platform, about anybody; of others no platform roles are known.
     */
    get: operations['explainAccess'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was given and lost access, by whom
     * @description For administrators of the platform and, of an existing object, for those who own what it lies in.
     */
    get: operations['listAccessChanges'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Domains that the caller may see */
    get: operations['listDomains'];
    put?: never;
    /** Adds a tenant */
    post: operations['createDomain'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One domain */
    get: operations['getDomain'];
    put?: never;
    post?: never;
    /**
     * Removes a domain with all that is in it
     * @description When something is in it, only with the fingerprint of the preview as `confirm`. The people stay. For the platform.
     */
    delete: operations['deleteDomain'];
    options?: never;
    head?: never;
    /**
     * Changes a domain
     * @description A JSON merge patch: what is absent stays, null clears.
     */
    patch: operations['updateDomain'];
    trace?: never;
  };
  '/api/data/domains/{domain_id}/deletion-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What would go with the domain */
    get: operations['previewDomainDeletion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dotfiles of the domain
     * @description Without their contents.
     */
    get: operations['listDomainDotfiles'];
    put?: never;
    /** Adds a dotfile to the domain */
    post: operations['createDomainDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Several steps in one transaction */
    post: operations['changeDomainDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles-copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Copies dotfiles of another owner here */
    post: operations['copyDomainDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfiles take, and may take */
    get: operations['getDomainDotfileUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles/{dotfile_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dotfile with its content */
    get: operations['getDomainDotfile'];
    put?: never;
    post?: never;
    /**
     * Removes a dotfile
     * @description Its revisions stay, and can be restored.
     */
    delete: operations['deleteDomainDotfile'];
    options?: never;
    head?: never;
    /** Changes or renames a dotfile */
    patch: operations['updateDomainDotfile'];
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles/{dotfile_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Goes back to what the dotfile was
     * @description As a new version; as a new dotfile when it is gone.
     */
    post: operations['restoreDomainDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/dotfiles/{dotfile_id}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfile was */
    get: operations['listDomainDotfileRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was given a role here
     * @description Those who have a role by way of a group, or from above, are not members.
     */
    get: operations['listDomainMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/members/{member_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One member */
    get: operations['getDomainMember'];
    /** Adds a member, or changes the role of one */
    put: operations['putDomainMember'];
    post?: never;
    /** Takes the role away */
    delete: operations['removeDomainMember'];
    options?: never;
    head?: never;
    /** Changes the role of a member */
    patch: operations['updateDomainMember'];
    trace?: never;
  };
  '/api/data/domains/{domain_id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the caller may do here */
    get: operations['getDomainPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/domains/{domain_id}/suspension': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Suspends or resumes a domain
     * @description In a suspended domain nothing can be changed; what is there can be read. For the platform.
     */
    put: operations['suspendDomain'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Groups that the caller may see */
    get: operations['listGroups'];
    put?: never;
    /**
     * Adds a group in a domain or in a group
     * @description Needs `create_group` of the place. The caller, or whom it names, becomes the first owner.
     */
    post: operations['createGroup'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One group */
    get: operations['getGroup'];
    put?: never;
    post?: never;
    /**
     * Removes a group with all that is in it
     * @description When something is in it, only with the fingerprint of the preview as `confirm`.
     */
    delete: operations['deleteGroup'];
    options?: never;
    head?: never;
    /**
     * Changes, renames and moves a group, in one step
     * @description A JSON merge patch: what is absent stays, null clears. A move needs `create_group` of the new place too.
     */
    patch: operations['updateGroup'];
    trace?: never;
  };
  '/api/data/groups/{group_id}/deletion-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What would go with the group */
    get: operations['previewGroupDeletion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dotfiles of the group
     * @description Without their contents.
     */
    get: operations['listGroupDotfiles'];
    put?: never;
    /** Adds a dotfile to the group */
    post: operations['createGroupDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Several steps in one transaction */
    post: operations['changeGroupDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles-copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Copies dotfiles of another owner here */
    post: operations['copyGroupDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfiles take, and may take */
    get: operations['getGroupDotfileUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles/{dotfile_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dotfile with its content */
    get: operations['getGroupDotfile'];
    put?: never;
    post?: never;
    /**
     * Removes a dotfile
     * @description Its revisions stay, and can be restored.
     */
    delete: operations['deleteGroupDotfile'];
    options?: never;
    head?: never;
    /** Changes or renames a dotfile */
    patch: operations['updateGroupDotfile'];
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles/{dotfile_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Goes back to what the dotfile was
     * @description As a new version; as a new dotfile when it is gone.
     */
    post: operations['restoreGroupDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/dotfiles/{dotfile_id}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfile was */
    get: operations['listGroupDotfileRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was invited here
     * @description Without those that were revoked.
     */
    get: operations['listGroupInvitations'];
    put?: never;
    /**
     * Makes a link that makes somebody a member
     * @description The token is shown once, is good for one person, and ends when the inviter may no longer invite. Only people who own the object by membership can invite.
     */
    post: operations['createGroupInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/invitations/{invitation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One invitation, without its token */
    get: operations['getGroupInvitation'];
    put?: never;
    post?: never;
    /** Takes an invitation back */
    delete: operations['revokeGroupInvitation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was given a role here
     * @description Those who have a role by way of a group, or from above, are not members.
     */
    get: operations['listGroupMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/groups/{group_id}/members/{member_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One member */
    get: operations['getGroupMember'];
    /** Adds a member, or changes the role of one */
    put: operations['putGroupMember'];
    post?: never;
    /** Takes the role away; members may take their own */
    delete: operations['removeGroupMember'];
    options?: never;
    head?: never;
    /** Changes the role of a member */
    patch: operations['updateGroupMember'];
    trace?: never;
  };
  '/api/data/groups/{group_id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the caller may do here */
    get: operations['getGroupPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/invitations/{token}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a token invites to
     * @description For whoever holds it, logged in or not.
     */
    get: operations['getInvitation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/invitations/{token}/accept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Makes the caller a member
     * @description Once: who accepts twice is one member. A role that the caller has already is raised, never lowered.
     */
    post: operations['acceptInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/invitations/{token}/decline': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ends an invitation without accepting it */
    post: operations['declineInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/namespaces/{path}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a path leads to
     * @description A path of the past leads on to the one of today. What the caller may not see looks as if it were not there.
     */
    get: operations['resolveNamespace'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/platform/authorization-config': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who may make groups and projects */
    get: operations['getAuthorizationConfig'];
    /**
     * Says who may make groups and projects
     * @description Counts from the next request on. What exists stays.
     */
    put: operations['replaceAuthorizationConfig'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Projects that the caller may see
     * @description Without their documentation.
     */
    get: operations['listProjects'];
    put?: never;
    /**
     * Adds a project in a group or for a user
     * @description Needs `create_project` of the place. A path of the past is refused, and says the one of today.
     */
    post: operations['createProject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One project */
    get: operations['getProject'];
    put?: never;
    post?: never;
    /**
     * Removes a project with all that is in it
     * @description When something is in it, only with the fingerprint of the preview as `confirm`.
     */
    delete: operations['deleteProject'];
    options?: never;
    head?: never;
    /**
     * Changes, renames and moves a project, in one step
     * @description A JSON merge patch: what is absent stays, null clears. A new slug, visibility or place needs `manage`, a new place `create_project` there too.
     */
    patch: operations['updateProject'];
    trace?: never;
  };
  '/api/data/projects/{project_id}/copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Copies of the project that the caller may see */
    get: operations['listProjectCopies'];
    put?: never;
    /**
     * Makes a project with what this one holds
     * @description All or nothing. Members are not copied. Needs `create_project` of the place.
     */
    post: operations['copyProject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/deletion-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What would go with the project */
    get: operations['previewProjectDeletion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dotfiles of the project
     * @description Without their contents.
     */
    get: operations['listProjectDotfiles'];
    put?: never;
    /** Adds a dotfile to the project */
    post: operations['createProjectDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Several steps in one transaction */
    post: operations['changeProjectDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles-copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Copies dotfiles of another owner here */
    post: operations['copyProjectDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfiles take, and may take */
    get: operations['getProjectDotfileUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles/{dotfile_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dotfile with its content */
    get: operations['getProjectDotfile'];
    put?: never;
    post?: never;
    /**
     * Removes a dotfile
     * @description Its revisions stay, and can be restored.
     */
    delete: operations['deleteProjectDotfile'];
    options?: never;
    head?: never;
    /** Changes or renames a dotfile */
    patch: operations['updateProjectDotfile'];
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles/{dotfile_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Goes back to what the dotfile was
     * @description As a new version; as a new dotfile when it is gone.
     */
    post: operations['restoreProjectDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/dotfiles/{dotfile_id}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfile was */
    get: operations['listProjectDotfileRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/effective-config': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a run in the project finds in its home folder
     * @description The dotfiles of domain, groups, project and user; the narrowest wins at each path.
     */
    get: operations['getEffectiveConfig'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/invitations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was invited here
     * @description Without those that were revoked.
     */
    get: operations['listProjectInvitations'];
    put?: never;
    /**
     * Makes a link that makes somebody a member
     * @description The token is shown once, is good for one person, and ends when the inviter may no longer invite. Only people who own the object by membership can invite.
     */
    post: operations['createProjectInvitation'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/invitations/{invitation_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One invitation, without its token */
    get: operations['getProjectInvitation'];
    put?: never;
    post?: never;
    /** Takes an invitation back */
    delete: operations['revokeProjectInvitation'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/members': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who was given a role here
     * @description Those who have a role by way of a group, or from above, are not members.
     */
    get: operations['listProjectMembers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/projects/{project_id}/members/{member_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One member */
    get: operations['getProjectMember'];
    /** Adds a member, or changes the role of one */
    put: operations['putProjectMember'];
    post?: never;
    /** Takes the role away; members may take their own */
    delete: operations['removeProjectMember'];
    options?: never;
    head?: never;
    /** Changes the role of a member */
    patch: operations['updateProjectMember'];
    trace?: never;
  };
  '/api/data/projects/{project_id}/permissions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the caller may do here */
    get: operations['getProjectPermissions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/spec.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document */
    get: operations['getSpecification'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/storages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Storages that the caller may see */
    get: operations['listStorages'];
    put?: never;
    /** Adds a storage of the platform */
    post: operations['createStorage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/storages/{storage_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One storage */
    get: operations['getStorage'];
    put?: never;
    post?: never;
    /**
     * Removes a storage
     * @description Only the description is removed; the objects in the store stay.
     */
    delete: operations['deleteStorage'];
    options?: never;
    head?: never;
    /**
     * Changes a storage
     * @description A JSON merge patch: what is absent stays, null clears.
     */
    patch: operations['updateStorage'];
    trace?: never;
  };
  '/api/data/user': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The caller
     * @description Whoever the token belongs to, as the identity provider describes them, and their profile. Services are not users.
     */
    get: operations['getUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes the profile of the caller
     * @description A JSON merge patch: what is absent stays, null clears. Everybody sees the profile. Name and address are those of the identity provider.
     */
    patch: operations['updateUser'];
    trace?: never;
  };
  '/api/data/user/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that is held about the caller
     * @description One document as of one moment: `user`, `preferences`, and `holdings` by the part of the platform that holds them. No secrets.
     */
    get: operations['exportUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/user/preferences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The preferences of the caller
     * @description A pin that the caller may no longer see is left out; the version does not change for that.
     */
    get: operations['getPreferences'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /**
     * Changes preferences of the caller
     * @description A JSON merge patch: what is absent stays, null clears, a list is replaced.
     */
    patch: operations['updatePreferences'];
    trace?: never;
  };
  '/api/data/user/preferences/pinned-projects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pins a project, as the last one
     * @description Nothing happens when it is pinned already.
     */
    post: operations['pinProject'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/user/preferences/pinned-projects/{pinned_project_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Takes a pin away
     * @description If-Match is the version of the preferences.
     */
    delete: operations['unpinProject'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/user/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Access tokens of the caller */
    get: operations['listPersonalTokens'];
    put?: never;
    /**
     * Makes an access token for a program
     * @description The token is shown once. It may do what the caller may, within its scopes, and nothing that needs an administrator.
     */
    post: operations['createPersonalToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/user/tokens/{token_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One access token of the caller */
    get: operations['getPersonalToken'];
    put?: never;
    post?: never;
    /**
     * Revokes an access token
     * @description Other replicas may take it for five more seconds.
     */
    delete: operations['deletePersonalToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Users
     * @description For administrators everybody. Others name one exact `username` or one exact `email` that the provider has verified, and get at most one user, without what is private.
     */
    get: operations['listUsers'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * One user
     * @description Whole for administrators and for oneself, for others without what is private.
     */
    get: operations['getUserById'];
    put?: never;
    post?: never;
    /**
     * Deletes a user
     * @description Access and credentials end at once. Keys, belongings and personal data go when the grace is over; until then the user can be restored, and another deletion changes the heir. When the user owns something, only with the fingerprint of the preview as `confirm`. Delete the account at the identity provider as well: whoever can sign in after the purge is a new user.
     */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/deletion': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Takes a deletion back
     * @description Until the purge begins. Personal access tokens do not come back.
     */
    delete: operations['restoreUser'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/deletion-preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What would become of what the user owns */
    get: operations['previewUserDeletion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Dotfiles of the user
     * @description Without their contents.
     */
    get: operations['listUserDotfiles'];
    put?: never;
    /** Adds a dotfile to the user */
    post: operations['createUserDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles-changes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Several steps in one transaction */
    post: operations['changeUserDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles-copies': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Copies dotfiles of another owner here */
    post: operations['copyUserDotfiles'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles-usage': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfiles take, and may take */
    get: operations['getUserDotfileUsage'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles/{dotfile_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One dotfile with its content */
    get: operations['getUserDotfile'];
    put?: never;
    post?: never;
    /**
     * Removes a dotfile
     * @description Its revisions stay, and can be restored.
     */
    delete: operations['deleteUserDotfile'];
    options?: never;
    head?: never;
    /** Changes or renames a dotfile */
    patch: operations['updateUserDotfile'];
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles/{dotfile_id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Goes back to what the dotfile was
     * @description As a new version; as a new dotfile when it is gone.
     */
    post: operations['restoreUserDotfile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/dotfiles/{dotfile_id}/revisions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What the dotfile was */
    get: operations['listUserDotfileRevisions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/users/{user_id}/suspension': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Keeps a user out, or lets the user in again
     * @description Every credential of the user is refused within five seconds. It does not touch the account at the provider, nor give back access that the provider has taken.
     */
    put: operations['suspendUser'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process is alive */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the service takes traffic
     * @description What it depends on answers, the database fits this version, and it is not stopping.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/version': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is running */
    get: operations['getVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AnyObject: {
      [key: string]: unknown;
    };
    AuthorizationConfigRequest: {
      /** @description Who may make groups, where their roles let them. */
      group_creators: components['schemas']['CreationSwitchRequest'];
      /** @description Who may make projects, where their roles let them; also in their own namespaces. */
      project_creators: components['schemas']['CreationSwitchRequest'];
    };
    AuthorizationConfigResponse: {
      /** @description Who may make groups. */
      group_creators: components['schemas']['CreationSwitchResponse'];
      /** @description Who may make projects. */
      project_creators: components['schemas']['CreationSwitchResponse'];
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    ChangeDotfilesRequest: {
      /** @description Why; kept with the revisions. */
      reason?: string;
      /**
       * @description Taken in this order, all or none.
       * @example [
       *       {
       *         "op": "put",
       *         "path": ".vim/vimrc",
       *         "content": "set number"
       *       }
       *     ]
       */
      steps: components['schemas']['DotfileStepRequest'][];
    };
    ChangeResponse: {
      /** @description Who changed it. */
      actor_id: string;
      /** @description Kind of who changed it. */
      actor_kind: string;
      /**
       * @description What happened to the relation.
       * @enum {string}
       */
      change: 'added' | 'removed';
      /**
       * Format: date-time
       * @description When.
       */
      created_at: string;
      /** @description Number of the change; grows. */
      id: string;
      /** @description Id of the object. */
      object_id: string;
      /** @description Type of the object. */
      object_type: string;
      /** @description The relation, such as `owner`. */
      relation: string;
      /** @description The request that changed it. */
      request_id: string;
      /** @description Id of the subject; `*` is everybody of its type. */
      subject_id: string;
      /** @description Set for all who stand in this relation to the subject, such as the `member`s of a group. */
      subject_relation: string | null;
      /** @description Type of the subject. */
      subject_type: string;
    };
    CheckResult: {
      /** @description What was asked. */
      name: string;
      /** @description Whether it answered as it should. */
      ok: boolean;
    };
    CopyDotfilesRequest: {
      /**
       * Format: uuid
       * @description Id of the owner to copy from; the caller has to see its dotfiles.
       * @example 01890a5d-ac96-774b-bcce-b302099a8057
       */
      from_id: string;
      /**
       * @description Kind of owner to copy from.
       * @example project
       * @enum {string}
       */
      from_type: 'domain' | 'group' | 'project' | 'user';
      /** @description Only these paths. Default: all. */
      paths?: string[];
    };
    CopyProjectRequest: {
      /**
       * @description Default: as the original.
       * @example Mine
       */
      name?: string;
      /**
       * @description Path of the group or user that the copy goes to, or its id.
       * @example acme/team
       */
      namespace: string;
      /**
       * @description Default: as the original.
       * @example mine
       */
      slug?: string;
      /**
       * @description Default: private.
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    CreateDomainRequest: {
      /**
       * @description Of groups and projects that do not say.
       * @example private
       * @enum {string}
       */
      default_visibility?: 'private' | 'public';
      /**
       * @description What it is for.
       * @example The department
       */
      description?: string;
      /**
       * @description Shown to people.
       * @example Physics
       */
      name: string;
      /**
       * @description Unique, whatever its case; never changes.
       * @example physics
       */
      slug: string;
    };
    CreateDotfileRequest: {
      /**
       * @description What is in the file, in the given encoding.
       * @example set number
       */
      content: string;
      /**
       * @description Of `content`; base64 for any bytes.
       * @default utf-8
       * @enum {string}
       */
      encoding?: 'utf-8' | 'base64';
      /**
       * @description Permission bits, three octal digits.
       * @default 644
       */
      mode?: string;
      /**
       * @description Relative to the home folder; kept in its shortest spelling.
       * @example .vim/vimrc
       */
      path: string;
    };
    CreateGroupRequest: {
      /**
       * @description What it is for.
       * @example All detectors
       */
      description?: string;
      /**
       * @description Shown to people.
       * @example Detector team
       */
      name: string;
      /**
       * Format: uuid
       * @description The first owner. Default: the caller.
       */
      owner_id?: string;
      /**
       * Format: uuid
       * @description Where it lies: a domain or a group.
       * @example 00000000-0000-7000-8000-000000000001
       */
      parent_id: string;
      /**
       * @description Last part of its path; unique in its place, whatever its case.
       * @example detector-team
       */
      slug: string;
      /**
       * @description Public: everybody may read it. Default: as the domain says.
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    CreateInvitationRequest: {
      /** @description Only who logs in with this address may answer. Default: whoever has the link. */
      email?: string;
      /**
       * @description Days until it expires.
       * @default 7
       */
      expires_in_days?: number;
      /**
       * @description What who accepts may do.
       * @example viewer
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
    };
    CreatePersonalTokenRequest: {
      /**
       * @description Days until it expires.
       * @default 30
       */
      expires_in_days?: number;
      /**
       * @description What it is for.
       * @example laptop
       */
      name: string;
      /**
       * @description What it may do: read, write, or of one part of the API, such as storages:read.
       * @example [
       *       "read",
       *       "storages:write"
       *     ]
       */
      scopes: string[];
    };
    CreateProjectRequest: {
      /**
       * @description In a few sentences.
       * @example All runs
       */
      description?: string;
      /**
       * @description Markdown.
       * @example # Beam line 7
       */
      documentation?: string;
      /**
       * @description To find it by.
       * @example [
       *       "optics"
       *     ]
       */
      keywords?: string[];
      /**
       * @description Shown to people.
       * @example Beam line 7
       */
      name: string;
      /**
       * @description Path of the group or user that it goes to, or its id.
       * @example acme/team
       */
      namespace: string;
      /**
       * @description URLs of source repositories, without credentials.
       * @example [
       *       "https://git.example.org/beam.git"
       *     ]
       */
      repositories?: string[];
      /**
       * @description Last part of its path; unique in its place, whatever its case. Default: made from the name.
       * @example beam-line-7
       */
      slug?: string;
      /**
       * @description Public: everybody may read it. Default: as the domain says.
       * @example private
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    CreateStorageRequest: {
      /**
       * @description What it is for.
       * @example Results of all runs
       */
      description?: string;
      /**
       * @description Whether it takes new use.
       * @default true
       */
      enabled?: boolean;
      /**
       * @description Shown to people; unique per owner.
       * @example Results
       */
      name: string;
      /** @description Where the objects are. */
      resource: components['schemas']['S3ResourceRequest'];
    };
    CreationSwitchRequest: {
      /** @description Ids of the named users. */
      user_ids?: string[];
      /**
       * @description Everyone who logs in, administrators of the platform alone, or the named as well.
       * @example everyone
       * @enum {string}
       */
      who: 'everyone' | 'admins' | 'named';
    };
    CreationSwitchResponse: {
      /** @description Ids of the named users. */
      user_ids: string[];
      /**
       * @description Who may.
       * @enum {string}
       */
      who: 'everyone' | 'admins' | 'named';
    };
    DeletionCountResponse: {
      /** @description How many. */
      count: number;
      /** @description Kind of object, plural. */
      kind: string;
    };
    DeletionPreviewResponse: {
      /** @description What goes with it. */
      contents: components['schemas']['DeletionCountResponse'][];
      /** @description Send it as `confirm`; changes when what goes with it does. */
      fingerprint: string;
    };
    DomainResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /**
       * @description Of groups and projects that do not say.
       * @enum {string}
       */
      default_visibility: 'private' | 'public';
      /** @description What it is for. */
      description: string | null;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Shown to people. */
      name: string;
      /** @description Unique, lower case. */
      slug: string;
      /**
       * Format: date-time
       * @description Since when nothing in it can be changed.
       */
      suspended_at: string | null;
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    DotfileContentResponse: {
      /** @description What is in the file. */
      content: string;
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /**
       * Format: uuid
       * @description Who made it.
       */
      created_by: string | null;
      /**
       * @description Of `content`: utf-8 where the bytes are text.
       * @enum {string}
       */
      encoding: 'utf-8' | 'base64';
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Permission bits. */
      mode: string;
      /** @description Whose it is. */
      owner: components['schemas']['DotfileOwnerResponse'];
      /** @description Relative to the home folder. */
      path: string;
      /** @description Of the content, in hex. */
      sha256: string;
      /** @description Bytes. */
      size: number;
      /**
       * Format: date-time
       * @description When it was changed last.
       */
      updated_at: string;
      /**
       * Format: uuid
       * @description Who changed it last.
       */
      updated_by: string | null;
      /** @description What the owner has and may have. */
      usage: components['schemas']['DotfileUsageResponse'];
      /** @description The ETag. */
      version: number;
    };
    DotfileOwnerResponse: {
      /**
       * Format: uuid
       * @description Its id.
       */
      id: string;
      /**
       * @description Kind of owner.
       * @enum {string}
       */
      type: 'domain' | 'group' | 'project' | 'user';
    };
    DotfileResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /**
       * Format: uuid
       * @description Who made it.
       */
      created_by: string | null;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Permission bits. */
      mode: string;
      /** @description Whose it is. */
      owner: components['schemas']['DotfileOwnerResponse'];
      /** @description Relative to the home folder. */
      path: string;
      /** @description Of the content, in hex. */
      sha256: string;
      /** @description Bytes. */
      size: number;
      /**
       * Format: date-time
       * @description When it was changed last.
       */
      updated_at: string;
      /**
       * Format: uuid
       * @description Who changed it last.
       */
      updated_by: string | null;
      /** @description The ETag. */
      version: number;
    };
    DotfileStepRequest: {
      /**
       * @description What is in the file; needed unless it is removed.
       * @example set number
       */
      content?: string;
      /**
       * @description Of `content`.
       * @default utf-8
       * @enum {string}
       */
      encoding?: 'utf-8' | 'base64';
      /** @description Permission bits. */
      mode?: string;
      /**
       * @description `put` creates, or replaces what is at the path; `delete` removes it, whatever its version.
       * @example put
       * @enum {string}
       */
      op: 'create' | 'put' | 'delete';
      /**
       * @description Relative to the home folder; kept in its shortest spelling.
       * @example .vim/vimrc
       */
      path: string;
    };
    DotfileUsageResponse: {
      /** @description Bytes of all of them. */
      bytes: number;
      /** @description At most so many. */
      bytes_limit: number;
      /** @description Bytes of one file at most. */
      bytes_per_file_limit: number;
      /** @description Dotfiles of the owner. */
      files: number;
      /** @description At most so many. */
      files_limit: number;
    };
    EffectiveConfigResponse: {
      /** @description What a run finds, by path. */
      files: components['schemas']['EffectiveFileResponse'][];
      /** @description What no run finds. */
      hidden: components['schemas']['HiddenFileResponse'][];
      /** @description From the widest to the narrowest. */
      layers: components['schemas']['DotfileOwnerResponse'][];
      /** @description Where files and mounts meet. */
      mount_clashes: components['schemas']['MountClashResponse'][];
    };
    EffectiveFileResponse: {
      /**
       * Format: uuid
       * @description Id of the dotfile.
       */
      dotfile_id: string;
      /** @description Where it comes from. */
      from: components['schemas']['DotfileOwnerResponse'];
      /** @description Permission bits. */
      mode: string;
      /** @description Relative to the home folder. */
      path: string;
      /** @description Of the content, in hex. */
      sha256: string;
      /** @description What it stands before at this path, the nearest first. */
      shadows: components['schemas']['LayeredFileResponse'][];
      /** @description Bytes. */
      size: number;
      /** @description Version of the dotfile. */
      version: number;
    };
    ExplanationResponse: {
      /** @description Whether it is allowed. */
      allowed: boolean;
      /**
       * @description Why: a platform role is enough, by the `path`, or none is known.
       * @enum {string}
       */
      by: 'system' | 'role' | 'path' | 'none';
      /** @description From the object to who is asked about; empty unless `by` is `path`. */
      path: components['schemas']['PathStepResponse'][];
    };
    /** @description One thing that is wrong with a request. */
    Fault: {
      /** @description The field, with dots between the names of nested ones. */
      field: string;
      /** @description The same for people. */
      message: string;
      /** @description JSON Pointer into the request: `#/body/name`, `#/query/size`, `#/path/id`, `#/header/...`. */
      pointer: string;
      /** @description What it breaks: `isInt`, `maxLength`, `unknown`, ... */
      rule: string;
    };
    GroupResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description What it is for. */
      description: string | null;
      /**
       * Format: uuid
       * @description The tenant it belongs to.
       */
      domain_id: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Shown to people. */
      name: string;
      /**
       * Format: uuid
       * @description The group it lies in; null directly in the domain.
       */
      parent_group_id: string | null;
      /** @description Slugs from the domain down. */
      path: string;
      /** @description Last part of its path. */
      slug: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
      /**
       * @description Public: everybody may read it.
       * @enum {string}
       */
      visibility: 'private' | 'public';
    };
    Health: {
      /**
       * @description The event loop turns.
       * @enum {string}
       */
      status: 'ok';
    };
    HiddenFileResponse: {
      /** @description What needs a folder here, or is a file where this needs one. */
      by: components['schemas']['LayeredFileResponse'];
      /**
       * Format: uuid
       * @description Id of the dotfile.
       */
      dotfile_id: string;
      /** @description Where it comes from. */
      from: components['schemas']['DotfileOwnerResponse'];
      /** @description Permission bits. */
      mode: string;
      /** @description Relative to the home folder. */
      path: string;
      /** @description Of the content, in hex. */
      sha256: string;
      /** @description Bytes. */
      size: number;
      /** @description Version of the dotfile. */
      version: number;
    };
    InvitationPreviewResponse: {
      /**
       * Format: date-time
       * @description After this nobody can accept it.
       */
      expires_at: string;
      /** @description Name of who invited. */
      invited_by: string;
      /** @description Name of that. */
      name: string;
      /** @description Path of that. */
      path: string;
      /** @description Whether one address alone may answer. */
      personal: boolean;
      /**
       * @description What who accepts may do.
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
      /**
       * Format: uuid
       * @description Id of that.
       */
      target_id: string;
      /**
       * @description What it invites to.
       * @enum {string}
       */
      target_type: 'group' | 'project';
    };
    InvitationResponse: {
      /**
       * Format: uuid
       * @description Id of the user who accepted or declined.
       */
      answered_by: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description Only this address may answer. */
      email: string | null;
      /**
       * Format: date-time
       * @description After this nobody can accept it.
       */
      expires_at: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /**
       * Format: uuid
       * @description Id of the user who invited.
       */
      invited_by: string;
      /**
       * @description What who accepts may do.
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
      /**
       * @description What became of it.
       * @enum {string}
       */
      status: 'open' | 'accepted' | 'declined';
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    LayeredFileResponse: {
      /**
       * Format: uuid
       * @description Id of the dotfile.
       */
      dotfile_id: string;
      /** @description Where it comes from. */
      from: components['schemas']['DotfileOwnerResponse'];
      /** @description Permission bits. */
      mode: string;
      /** @description Relative to the home folder. */
      path: string;
      /** @description Of the content, in hex. */
      sha256: string;
      /** @description Bytes. */
      size: number;
      /** @description Version of the dotfile. */
      version: number;
    };
    MemberResponse: {
      /**
       * Format: date-time
       * @description When it became a member.
       */
      created_at: string;
      /**
       * Format: uuid
       * @description Id of the user or group.
       */
      id: string;
      /**
       * @description A user, or a group: then everybody who is a member of it.
       * @enum {string}
       */
      kind: 'user' | 'group';
      /** @description Of a user the full name, or the username. */
      name: string;
      /**
       * @description The role that was given here; inherited ones are not shown.
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner' | 'member' | 'admin';
      /**
       * Format: date-time
       * @description When the role last changed.
       */
      updated_at: string;
      /** @description Of a user. */
      username: string | null;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    MembershipResponse: {
      /**
       * @description What the caller may do there.
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
      /**
       * Format: uuid
       * @description Id of that.
       */
      target_id: string;
      /**
       * @description What the caller is a member of.
       * @enum {string}
       */
      target_type: 'group' | 'project';
    };
    MountClashResponse: {
      /**
       * @description `hidden`: the file lies below the mount; `blocked`: the mount lies below the file.
       * @enum {string}
       */
      kind: 'equal' | 'hidden' | 'blocked';
      /** @description Path of the mount. */
      mount: string;
      /** @description Path of the file. */
      path: string;
    };
    NamespaceResponse: {
      /**
       * Format: uuid
       * @description The tenant it belongs to.
       */
      domain_id: string;
      /**
       * Format: uuid
       * @description Id of what the path leads to.
       */
      id: string;
      /** @description Its path today. */
      path: string;
      /**
       * @description What it is.
       * @enum {string}
       */
      type: 'group' | 'user-namespace' | 'project';
    };
    NewInvitationResponse: {
      /**
       * Format: uuid
       * @description Id of the user who accepted or declined.
       */
      answered_by: string | null;
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description Only this address may answer. */
      email: string | null;
      /**
       * Format: date-time
       * @description After this nobody can accept it.
       */
      expires_at: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /**
       * Format: uuid
       * @description Id of the user who invited.
       */
      invited_by: string;
      /**
       * @description What who accepts may do.
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
      /**
       * @description What became of it.
       * @enum {string}
       */
      status: 'open' | 'accepted' | 'declined';
      /** @description To be given to the invited person. It is not shown again. */
      token: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    NewPersonalTokenResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it stops.
       */
      expires_at: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it was last used, to the minute.
       */
      last_used_at: string | null;
      /** @description What it is for. */
      name: string;
      /** @description What it may do. */
      scopes: string[];
      /** @description The token itself. It is not shown again. */
      token: string;
      /** @description The ETag. */
      version: number;
    };
    PathStepResponse: {
      /** @description Id of the object. */
      object_id: string;
      /** @description Type of the object. */
      object_type: string;
      /** @description What was looked for at the object. */
      permission: string;
      /** @description The relation that leads on. */
      relation: string;
      /** @description Id of the subject; `*` is everybody of its type. */
      subject_id: string;
      /** @description Set for all who stand in this relation to the subject. */
      subject_relation: string | null;
      /** @description Type of the subject. */
      subject_type: string;
    };
    PermissionsResponse: {
      /** @description What the caller may do here. */
      permissions: string[];
    };
    PersonalTokenResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /**
       * Format: date-time
       * @description When it stops.
       */
      expires_at: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /**
       * Format: date-time
       * @description When it was last used, to the minute.
       */
      last_used_at: string | null;
      /** @description What it is for. */
      name: string;
      /** @description What it may do. */
      scopes: string[];
      /** @description The ETag. */
      version: number;
    };
    PinRequest: {
      /**
       * Format: uuid
       * @description Id of the project.
       * @example 0190a000-0000-7000-8000-000000000001
       */
      id: string;
    };
    PinResponse: {
      /**
       * Format: uuid
       * @description Id of the project.
       */
      id: string;
    };
    PreferencesResponse: {
      /** @description Hints that need not be shown again. */
      dismissed: string[];
      /** @description BCP 47; null: as the browser says. */
      language: string | null;
      /**
       * @description Which mail to send.
       * @enum {string}
       */
      notifications: 'all' | 'important' | 'none';
      /** @description Pinned projects in their order: those that the caller may see. */
      pinned_projects: string[];
      /**
       * @description Colours.
       * @enum {string}
       */
      theme: 'system' | 'light' | 'dark';
      /** @description IANA; null: as the browser says. */
      time_zone: string | null;
      /** @description The ETag. */
      version: number;
    };
    /** @description RFC 9457 problem details and the EOM error envelope in one body. */
    Problem: {
      /** @description What happened in this case. */
      detail: string;
      /** @description Facts about the case. */
      details: {
        /** @description With VALIDATION_FAILED: every fault of the request, or the first hundred. */
        errors?: components['schemas']['Fault'][];
        /** @description How many faults beyond the first hundred. */
        omitted?: number;
      } & {
        [key: string]: unknown;
      };
      /** @description Stable code from the catalogue. */
      error_code: string;
      /** @description Same as detail. */
      error_msg: string;
      /** @description The HTTP status. */
      http_status: number;
      /** @description Names this occurrence. */
      instance: string;
      /** @description Names this request in the logs. */
      request_id: string;
      /** @description The HTTP status. */
      status: number;
      /** @description Fixed for the type. */
      title: string;
      /** @description Identifies the kind of problem: `/problems/<code in kebab-case>`. */
      type: string;
      /** @description The authenticated caller. */
      x_user: string | null;
    };
    ProjectResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description In a few sentences. */
      description: string | null;
      /** @description Markdown. */
      documentation: string | null;
      /**
       * Format: uuid
       * @description The tenant it belongs to.
       */
      domain_id: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description To find it by. */
      keywords: string[];
      /** @description Shown to people. */
      name: string;
      /**
       * Format: uuid
       * @description The group or the namespace of the user that it lies in.
       */
      namespace_id: string;
      /**
       * @description What that is.
       * @enum {string}
       */
      namespace_type: 'group' | 'user-namespace';
      /** @description Slugs from the domain down. */
      path: string;
      /** @description URLs of source repositories. */
      repositories: string[];
      /** @description Last part of its path. */
      slug: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
      /**
       * @description Public: everybody may read it.
       * @enum {string}
       */
      visibility: 'private' | 'public';
    };
    ProjectSummaryResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description In a few sentences. */
      description: string | null;
      /**
       * Format: uuid
       * @description The tenant it belongs to.
       */
      domain_id: string;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description To find it by. */
      keywords: string[];
      /** @description Shown to people. */
      name: string;
      /**
       * Format: uuid
       * @description The group or the namespace of the user that it lies in.
       */
      namespace_id: string;
      /**
       * @description What that is.
       * @enum {string}
       */
      namespace_type: 'group' | 'user-namespace';
      /** @description Slugs from the domain down. */
      path: string;
      /** @description URLs of source repositories. */
      repositories: string[];
      /** @description Last part of its path. */
      slug: string;
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
      /**
       * @description Public: everybody may read it.
       * @enum {string}
       */
      visibility: 'private' | 'public';
    };
    PutDomainMemberRequest: {
      /**
       * @description A user, or a group whose members administer the domain.
       * @example user
       * @enum {string}
       */
      kind: 'user' | 'group';
      /**
       * @description Place in the domain.
       * @example member
       * @enum {string}
       */
      role: 'member' | 'admin';
    };
    PutMemberRequest: {
      /**
       * @description A user, or a group: then everybody who is a member of it.
       * @example user
       * @enum {string}
       */
      kind: 'user' | 'group';
      /**
       * @description What the member may do.
       * @example editor
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
    };
    Readiness: {
      /** @description Every check. */
      checks: components['schemas']['CheckResult'][];
      /**
       * @description The service takes traffic.
       * @enum {string}
       */
      status: 'ready';
    };
    RestoreDotfileRequest: {
      /**
       * @description Version to go back to.
       * @example 1
       */
      version: number;
    };
    RevisionActorResponse: {
      /** @description Its id. */
      id: string | null;
      /**
       * @description Kind of caller.
       * @enum {string}
       */
      kind: 'user' | 'service' | 'system' | 'anonymous';
    };
    RevisionResponse: {
      /** @description Who did it. */
      actor: components['schemas']['RevisionActorResponse'];
      /**
       * @description What happened.
       * @enum {string}
       */
      change: 'created' | 'changed' | 'deleted';
      /**
       * Format: date-time
       * @description When.
       */
      created_at: string;
      /** @description Permission bits then. */
      mode: string;
      /** @description Path then. */
      path: string;
      /** @description Why. */
      reason: string | null;
      /** @description Of the content then; null where it went. */
      sha256: string | null;
      /** @description Bytes then. */
      size: number | null;
      /** @description Version that came of it. */
      version: number;
    };
    S3ResourceChange: {
      /** @description Name of the bucket. */
      bucket?: string;
      /**
       * Format: uri
       * @description Base URL of the service.
       * @example https://s3.example.org
       */
      endpoint?: string;
      /** @description Bucket in the path instead of the host name. */
      path_style?: boolean;
      /** @description Everything lies below it; null clears it. */
      prefix?: string | null;
      /** @description Region; null clears it. */
      region?: string | null;
      /**
       * @description Kind of store; it cannot change.
       * @enum {string}
       */
      type?: 's3';
    };
    S3ResourceRequest: {
      /**
       * @description Name of the bucket.
       * @example results
       */
      bucket: string;
      /**
       * Format: uri
       * @description Base URL of the service, without bucket and path.
       * @example https://s3.example.org
       */
      endpoint: string;
      /**
       * @description Bucket in the path instead of the host name.
       * @default true
       */
      path_style?: boolean;
      /**
       * @description Everything lies below it.
       * @example runs/2026
       */
      prefix?: string;
      /**
       * @description Region, where the service has several.
       * @example eu-central-1
       */
      region?: string;
      /**
       * @description Kind of store.
       * @example s3
       * @enum {string}
       */
      type: 's3';
    };
    S3ResourceResponse: {
      /** @description Name of the bucket. */
      bucket: string;
      /**
       * Format: uri
       * @description Base URL of the service, without bucket and path.
       */
      endpoint: string;
      /** @description Bucket in the path instead of the host name. */
      path_style: boolean;
      /** @description Everything lies below it. */
      prefix?: string;
      /** @description Region, where the service has several. */
      region?: string;
      /**
       * @description Kind of store.
       * @enum {string}
       */
      type: 's3';
    };
    SeenUserResponse: {
      /** @description What the user says of themselves. */
      about: string | null;
      /** @description Where the user works. */
      affiliation: string | null;
      /**
       * Format: date-time
       * @description When the user first called.
       */
      created_at?: string;
      /**
       * Format: date-time
       * @description When the user was deleted.
       */
      deleted_at?: string | null;
      /**
       * @description Who has deleted the user.
       * @enum {string|null}
       */
      deleted_by?: 'provider' | 'platform' | null;
      /**
       * Format: date-time
       * @description Since when the provider has disabled the user.
       */
      disabled_at?: string | null;
      /** @description What the user wants to be called. */
      display_name: string | null;
      /** @description E-mail address. */
      email?: string | null;
      /** @description Whether the provider has checked the address. */
      email_verified?: boolean;
      /** @description Full name. */
      full_name: string | null;
      /**
       * Format: uuid
       * @description Who gets what the user owned.
       */
      heir_id?: string | null;
      /**
       * Format: uuid
       * @description Id here; the identity provider has another.
       */
      id: string;
      /** @description The identity provider. */
      issuer?: string;
      /**
       * Format: date-time
       * @description When the user was last here, roughly.
       */
      last_seen_at?: string | null;
      /** @description The step at which the purge is stuck, and the code of the error. */
      purge_failure?: string | null;
      /**
       * Format: date-time
       * @description When the purge began.
       */
      purge_started_at?: string | null;
      /**
       * Format: date-time
       * @description When the purge was over.
       */
      purged_at?: string | null;
      /**
       * @description Disabled and deleted users cannot act. A purged one has left nothing but the id.
       * @enum {string}
       */
      status?: 'active' | 'disabled' | 'deleted' | 'purged';
      /**
       * Format: date-time
       * @description Since when an administrator has suspended the user.
       */
      suspended_at?: string | null;
      /**
       * Format: date-time
       * @description When the user was last changed.
       */
      updated_at?: string;
      /** @description Name to sign in with. */
      username: string;
      /** @description The ETag. */
      version?: number;
      /**
       * Format: uri
       * @description The website of the user.
       */
      website: string | null;
    };
    StorageResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description What it is for. */
      description: string | null;
      /** @description Whether it takes new use. */
      enabled: boolean;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Shown to people. */
      name: string;
      /** @description Where the objects are. */
      resource: components['schemas']['S3ResourceResponse'];
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    SuspensionRequest: {
      /**
       * @description Whether nothing in the domain can be changed.
       * @example true
       */
      suspended: boolean;
    };
    UpdateDomainMemberRequest: {
      /**
       * @description Place in the domain.
       * @example admin
       * @enum {string}
       */
      role: 'member' | 'admin';
    };
    UpdateDomainRequest: {
      /**
       * @description Of groups and projects that do not say.
       * @enum {string}
       */
      default_visibility?: 'private' | 'public';
      /** @description What it is for; null clears it. */
      description?: string | null;
      /**
       * @description Shown to people.
       * @example Physics
       */
      name?: string;
    };
    UpdateDotfileRequest: {
      /** @description What is in the file now. */
      content?: string;
      /**
       * @description Of `content`.
       * @default utf-8
       * @enum {string}
       */
      encoding?: 'utf-8' | 'base64';
      /** @description Permission bits, three octal digits. */
      mode?: string;
      /**
       * @description A new path renames.
       * @example .vim/rc
       */
      path?: string;
    };
    UpdateGroupRequest: {
      /** @description What it is for; null clears it. */
      description?: string | null;
      /**
       * @description Shown to people.
       * @example Detectors
       */
      name?: string;
      /**
       * Format: uuid
       * @description Where it goes: a domain or a group, of the same domain.
       */
      parent_id?: string;
      /**
       * @description Last part of its path. The old path leads here until somebody else takes it.
       * @example detectors
       */
      slug?: string;
      /**
       * @description Public: everybody may read it.
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    UpdateMemberRequest: {
      /**
       * @description What the member may do.
       * @example viewer
       * @enum {string}
       */
      role: 'viewer' | 'editor' | 'owner';
    };
    UpdatePreferencesRequest: {
      /**
       * @description Hints that need not be shown again.
       * @example [
       *       "welcome"
       *     ]
       */
      dismissed?: string[];
      /** @description BCP 47; null: as the browser says. */
      language?: string | null;
      /**
       * @description Which mail to send.
       * @enum {string}
       */
      notifications?: 'all' | 'important' | 'none';
      /** @description All pinned projects, in their order. */
      pinned_projects?: string[];
      /**
       * @description Colours.
       * @example dark
       * @enum {string}
       */
      theme?: 'system' | 'light' | 'dark';
      /** @description IANA, such as Europe/Zurich; null: as the browser says. */
      time_zone?: string | null;
    };
    UpdateProjectRequest: {
      /** @description null clears it. */
      description?: string | null;
      /** @description Markdown; null clears it. */
      documentation?: string | null;
      /** @description Replaces the whole list. */
      keywords?: string[];
      /**
       * @description Shown to people.
       * @example Beam line 8
       */
      name?: string;
      /** @description Where it goes: path or id of a group or user, of the same domain. */
      namespace?: string;
      /** @description Replaces the whole list. */
      repositories?: string[];
      /** @description Last part of its path. The old path leads here until something else takes it. */
      slug?: string;
      /**
       * @description Public: everybody may read it.
       * @enum {string}
       */
      visibility?: 'private' | 'public';
    };
    UpdateStorageRequest: {
      /** @description What it is for; null clears it. */
      description?: string | null;
      /**
       * @description Whether it takes new use.
       * @example false
       */
      enabled?: boolean;
      /**
       * @description Shown to people; unique per owner.
       * @example Results
       */
      name?: string;
      /** @description What changes of where the objects are. */
      resource?: components['schemas']['S3ResourceChange'];
    };
    UpdateUserRequest: {
      /**
       * @description What the user says of themselves; null clears it.
       * @example Detectors, mostly
       */
      about?: string | null;
      /**
       * @description Where the user works; null clears it.
       * @example Institute of Optics
       */
      affiliation?: string | null;
      /**
       * @description What the user wants to be called; null clears it.
       * @example Ann
       */
      display_name?: string | null;
      /**
       * Format: uri
       * @description A website; null clears it.
       */
      website?: string | null;
    };
    UserDeletionCountResponse: {
      /** @description How many. */
      count: number;
      /** @description Kind of object, plural. */
      kind: string;
      /**
       * @description What becomes of them.
       * @enum {string}
       */
      outcome: 'reassigned' | 'removed';
    };
    UserDeletionPreviewResponse: {
      /** @description What the user owns. */
      contents: components['schemas']['UserDeletionCountResponse'][];
      /** @description Send it as `confirm`; changes when any of it does. */
      fingerprint: string;
    };
    UserResponse: {
      /** @description What the user says of themselves. */
      about: string | null;
      /** @description Where the user works. */
      affiliation: string | null;
      /**
       * Format: date-time
       * @description When the user first called.
       */
      created_at: string;
      /** @description What the user wants to be called. */
      display_name: string | null;
      /** @description E-mail address. */
      email: string | null;
      /** @description Whether the identity provider has checked the address. */
      email_verified: boolean;
      /** @description Full name. */
      full_name: string | null;
      /**
       * Format: uuid
       * @description Id here; the identity provider has another.
       */
      id: string;
      /**
       * Format: date-time
       * @description When the user was last changed.
       */
      updated_at: string;
      /** @description Name to sign in with. */
      username: string;
      /** @description Grows with each change; the ETag. */
      version: number;
      /**
       * Format: uri
       * @description The website of the user.
       */
      website: string | null;
    };
    UserSuspensionRequest: {
      /**
       * @description Whether the user is kept out.
       * @example true
       */
      suspended: boolean;
    };
    Version: {
      /** @description The deployable. */
      name: string;
      /** @description The Node.js version that runs it. */
      node: string;
      /** @description Its version. */
      version: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description The version, for If-Match and If-None-Match. */
    ETag: string;
    /** @description true: the answer of the first request with this Idempotency-Key. */
    'Idempotent-Replayed': string;
    /** @description first, next, prev where known, last when counted (RFC 8288). */
    Link: string;
    /** @description Where the new object, or the state of the work, is. */
    Location: string;
    /** @description How many are left: r, for t seconds. */
    RateLimit: string;
    /** @description How many requests a caller may make: q in w seconds. */
    'RateLimit-Policy': string;
    /** @description Seconds after which another try makes sense. */
    'Retry-After': string;
    /** @description What credential is missing or wrong. */
    'WWW-Authenticate': string;
    /** @description Names this request in the logs. */
    'X-Request-Id': string;
    /** @description With count=true: exact up to 10,000. */
    'X-Total-Count': string;
    /** @description With count=true: false when there are more than 10,000. */
    'X-Total-Exact': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  explainAccess: {
    parameters: {
      query: {
        /** @description Id of the object; absent for the platform. */
        object_id?: string;
        /** @description Type of the object. */
        object_type: string;
        /** @description What is wanted, such as `read`. */
        permission: string;
        /** @description Who is asked about; the caller when absent. */
        subject_id?: string;
        /** @description Kind of who is asked about, `user` unless said. */
        subject_type?: 'user' | 'service' | 'anonymous';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The explanation. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ExplanationResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listAccessChanges: {
    parameters: {
      query?: {
        /** @description Who changed it. */
        actor_id?: string;
        /** @description Kind of the actor, `user` unless said. */
        actor_kind?: 'user' | 'service' | 'system';
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description To what access changed; with `object_type`. */
        object_id?: string;
        /** @description Type of the object; with `object_id`. */
        object_type?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description From then on. */
        since?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
        /** @description Whose access changed; the client id of a service, `*` for everybody of the type. */
        subject_id?: string;
        /** @description Type of the subject, `user` unless said. */
        subject_type?: string;
        /** @description Before then. */
        until?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ChangeResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDomains: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Part of the slug or the name. */
        keyword?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'name' | '-name' | 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createDomain: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDomainRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOMAIN_SLUG_TAKEN`: There is a domain with this slug already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDomain: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The domain. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteDomain: {
    parameters: {
      query?: {
        /** @description Fingerprint of the deletion preview; not needed when nothing else goes with it. */
        confirm?: string;
      };
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DELETION_UNCONFIRMED`: More goes with it than the caller has confirmed. `DOMAIN_PERMANENT`: The domain `default` is always there. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateDomain: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDomainRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDomainRequest'];
      };
    };
    responses: {
      /** @description The domain as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  previewDomainDeletion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeletionPreviewResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDomainDotfiles: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Only the one at exactly this path. */
        path?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'path' | '-path' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createDomainDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDotfileRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeDomainDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeDotfilesRequest'];
      };
    };
    responses: {
      /** @description What was made or replaced. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copyDomainDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopyDotfilesRequest'];
      };
    };
    responses: {
      /** @description What is here now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDomainDotfileUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Used and limits. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileUsageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDomainDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the dotfile. */
        dotfile_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The dotfile. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteDomainDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the dotfile. */
        dotfile_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateDomainDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the dotfile. */
        dotfile_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDotfileRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreDomainDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the dotfile. */
        dotfile_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestoreDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDomainDotfileRevisions: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'version' | '-version';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the dotfile. */
        dotfile_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevisionResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listDomainMembers: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDomainMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The member. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  putDomainMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the version that is changed. */
        'If-Match'?: string;
        /** @description `*` creates, and refuses when it exists. Instead of If-Match. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutDomainMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. `MEMBER_EXISTS`: It is a member already. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. `MEMBERSHIP_CYCLE`: A group cannot be a member of itself, also not by way of others. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeDomainMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No longer a member. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateDomainMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDomainMemberRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDomainMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getDomainPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Names of permissions. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionsResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  suspendDomain: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the domain. */
        domain_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SuspensionRequest'];
      };
    };
    responses: {
      /** @description The domain as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DomainResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_NOT_FOUND`: There is no such domain, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listGroups: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Only those in which the caller was given a role, or not. */
        direct_member?: boolean;
        /** @description Only those of this domain. */
        domain_id?: string;
        /** @description Part of the slug or the name. */
        keyword?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Only those that lie directly in this group. */
        parent_group_id?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'name' | '-name' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createGroup: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateGroupRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `SLUG_TAKEN`: The place has something of this slug already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `PARENT_REFUSED`: It cannot lie there. `MEMBER_REFUSED`: This cannot be a member here. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroup: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The group. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteGroup: {
    parameters: {
      query?: {
        /** @description Fingerprint of the deletion preview; not needed when nothing else goes with it. */
        confirm?: string;
      };
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DELETION_UNCONFIRMED`: More goes with it than the caller has confirmed. `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateGroup: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateGroupRequest'];
        'application/merge-patch+json': components['schemas']['UpdateGroupRequest'];
      };
    };
    responses: {
      /** @description The group as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GroupResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `SLUG_TAKEN`: The place has something of this slug already. `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PARENT_REFUSED`: It cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  previewGroupDeletion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts, also of what the caller sees not. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeletionPreviewResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listGroupDotfiles: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Only the one at exactly this path. */
        path?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'path' | '-path' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createGroupDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDotfileRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeGroupDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeDotfilesRequest'];
      };
    };
    responses: {
      /** @description What was made or replaced. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copyGroupDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopyDotfilesRequest'];
      };
    };
    responses: {
      /** @description What is here now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroupDotfileUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Used and limits. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileUsageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroupDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The dotfile. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteGroupDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateGroupDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDotfileRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreGroupDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestoreDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listGroupDotfileRevisions: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'version' | '-version';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevisionResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listGroupInvitations: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createGroupInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateInvitationRequest'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewInvitationResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `IDEMPOTENT_REPLY_WITHHELD`: This was done before; its answer carried a secret and was not kept. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroupInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the invitation. */
        invitation_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The invitation. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeGroupInvitation: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the invitation. */
        invitation_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Nobody can accept it any more. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_USED`: The invitation has been accepted already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listGroupMembers: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroupMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The member. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  putGroupMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the version that is changed. */
        'If-Match'?: string;
        /** @description `*` creates, and refuses when it exists. Instead of If-Match. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. `MEMBER_EXISTS`: It is a member already. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. `MEMBERSHIP_CYCLE`: A group cannot be a member of itself, also not by way of others. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeGroupMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No longer a member. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateGroupMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
        /** @description Id of the user or group. */
        member_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMemberRequest'];
        'application/merge-patch+json': components['schemas']['UpdateMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getGroupPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the group. */
        group_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Names of permissions. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionsResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `GROUP_NOT_FOUND`: There is no such group, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description The token of the invitation. */
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What, as what, and by whom. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationPreviewResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_USED`: The invitation has been accepted already. `INVITATION_DECLINED`: The invitation has been declined. `INVITATION_REVOKED`: The invitation has been taken back. `INVITATION_EXPIRED`: The invitation has expired. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  acceptInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description The token of the invitation. */
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller is a member. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MembershipResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_NOT_YOURS`: The invitation is for another e-mail address. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `INVITATION_USED`: The invitation has been accepted already. `INVITATION_DECLINED`: The invitation has been declined. `INVITATION_REVOKED`: The invitation has been taken back. `INVITATION_EXPIRED`: The invitation has expired. `INVITER_MAY_NOT`: Whoever invited you may no longer do so. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `MEMBER_REFUSED`: This cannot be a member here. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  declineInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description The token of the invitation. */
        token: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Declined. */
      204: {
        headers: {
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_NOT_YOURS`: The invitation is for another e-mail address. `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `INVITATION_USED`: The invitation has been accepted already. `INVITATION_DECLINED`: The invitation has been declined. `INVITATION_REVOKED`: The invitation has been taken back. `INVITATION_EXPIRED`: The invitation has expired. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resolveNamespace: {
    parameters: {
      query?: {
        /** @description Tenant that the path begins in. Default: the domain `default`. */
        domain_id?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Slugs with `/` between, percent-encoded: `acme%2Fteam`. A name of the past leads on to the one of today. */
        path: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Its id and its path today. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NamespaceResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description It is there now. */
      308: {
        headers: {
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getAuthorizationConfig: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Both switches. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthorizationConfigResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  replaceAuthorizationConfig: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['AuthorizationConfigRequest'];
      };
    };
    responses: {
      /** @description Both switches as they are now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuthorizationConfigResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `CREATOR_REFUSED`: These people cannot be named. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjects: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Only those in which the caller was given a role, or not. */
        direct_member?: boolean;
        /** @description Only those of this domain. */
        domain_id?: string;
        /** @description Only those with all of these. */
        keywords?: string[];
        /** @description Only those of this group or user. */
        namespace_id?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'name' | '-name' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
        /** @description Part of the slug, the name or the description. */
        text?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectSummaryResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createProject: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateProjectRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `SLUG_TAKEN`: The place has something of this slug already. `SLUG_MOVED`: This path is one of the past. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `REPOSITORY_REFUSED`: This is not the address of a repository. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProject: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The project. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteProject: {
    parameters: {
      query?: {
        /** @description Fingerprint of the deletion preview; not needed when nothing else goes with it. */
        confirm?: string;
      };
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DELETION_UNCONFIRMED`: More goes with it than the caller has confirmed. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateProject: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateProjectRequest'];
        'application/merge-patch+json': components['schemas']['UpdateProjectRequest'];
      };
    };
    responses: {
      /** @description The project as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `SLUG_TAKEN`: The place has something of this slug already. `SLUG_MOVED`: This path is one of the past. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PARENT_REFUSED`: It cannot lie there. `REPOSITORY_REFUSED`: This is not the address of a repository. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectCopies: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at' | 'name' | '-name' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectSummaryResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copyProject: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopyProjectRequest'];
      };
    };
    responses: {
      /** @description Copied. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ProjectResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `SLUG_TAKEN`: The place has something of this slug already. `SLUG_MOVED`: This path is one of the past. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `PARENT_REFUSED`: It cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  previewProjectDeletion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeletionPreviewResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectDotfiles: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Only the one at exactly this path. */
        path?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'path' | '-path' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createProjectDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDotfileRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeProjectDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeDotfilesRequest'];
      };
    };
    responses: {
      /** @description What was made or replaced. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copyProjectDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopyDotfilesRequest'];
      };
    };
    responses: {
      /** @description What is here now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProjectDotfileUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Used and limits. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileUsageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProjectDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The dotfile. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteProjectDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateProjectDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDotfileRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreProjectDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestoreDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectDotfileRevisions: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'version' | '-version';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevisionResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getEffectiveConfig: {
    parameters: {
      query?: {
        /** @description Paths below the home folder where something will be mounted: says what meets them. */
        mounts?: string[];
        /** @description For whom. Default: the caller, where that is a user. */
        user_id?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Files and where they come from. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EffectiveConfigResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectInvitations: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createProjectInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateInvitationRequest'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewInvitationResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `IDEMPOTENT_REPLY_WITHHELD`: This was done before; its answer carried a secret and was not kept. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProjectInvitation: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the invitation. */
        invitation_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The invitation. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['InvitationResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeProjectInvitation: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the invitation. */
        invitation_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Nobody can accept it any more. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `INVITATION_NOT_FOUND`: There is no such invitation. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INVITATION_USED`: The invitation has been accepted already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listProjectMembers: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProjectMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user or group. */
        member_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The member. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  putProjectMember: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag of the version that is changed. */
        'If-Match'?: string;
        /** @description `*` creates, and refuses when it exists. Instead of If-Match. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user or group. */
        member_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PutMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description Created. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. `MEMBER_EXISTS`: It is a member already. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. `MEMBERSHIP_CYCLE`: A group cannot be a member of itself, also not by way of others. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeProjectMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the user or group. */
        member_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No longer a member. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateProjectMember: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the user or group. */
        member_id: string;
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateMemberRequest'];
        'application/merge-patch+json': components['schemas']['UpdateMemberRequest'];
      };
    };
    responses: {
      /** @description The member as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MemberResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. `DOMAIN_SUSPENDED`: The domain is suspended: nothing in it can be changed. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. `MEMBER_NOT_FOUND`: There is no such member. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `LAST_OWNER`: A group would be left without an owner. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `MEMBER_REFUSED`: This cannot be a member here. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getProjectPermissions: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the project. */
        project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Names of permissions. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PermissionsResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PROJECT_NOT_FOUND`: There is no such project, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getSpecification: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnyObject'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listStorages: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Only enabled, or only disabled ones. */
        enabled?: boolean;
        /** @description Only these. */
        ids?: string[];
        /** @description Part of the name or the description. */
        keyword?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'name' | '-name' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createStorage: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateStorageRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `STORAGE_NAME_TAKEN`: The owner has a storage of this name already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getStorage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The storage. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteStorage: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateStorage: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateStorageRequest'];
        'application/merge-patch+json': components['schemas']['UpdateStorageRequest'];
      };
    };
    responses: {
      /** @description The storage as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NAME_TAKEN`: The owner has a storage of this name already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateUser: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateUserRequest'];
        'application/merge-patch+json': components['schemas']['UpdateUserRequest'];
      };
    };
    responses: {
      /** @description The caller as they are now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The export. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnyObject'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getPreferences: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The preferences. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreferencesResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updatePreferences: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdatePreferencesRequest'];
        'application/merge-patch+json': components['schemas']['UpdatePreferencesRequest'];
      };
    };
    responses: {
      /** @description The preferences as they are now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreferencesResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PIN_REFUSED`: A project cannot be pinned. `TIME_ZONE_UNKNOWN`: There is no such time zone. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  pinProject: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PinRequest'];
      };
    };
    responses: {
      /** @description Pinned. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PinResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `PIN_REFUSED`: A project cannot be pinned. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  unpinProject: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of a pinned project. */
        pinned_project_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No longer pinned. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. `PIN_NOT_FOUND`: This project is not pinned. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listPersonalTokens: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'created_at' | '-created_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonalTokenResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createPersonalToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreatePersonalTokenRequest'];
      };
    };
    responses: {
      /** @description Made. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['NewPersonalTokenResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `IDEMPOTENT_REPLY_WITHHELD`: This was done before; its answer carried a secret and was not kept. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `UNPROCESSABLE`: The request is well formed, but a rule refuses it. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getPersonalToken: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the access token. */
        token_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The token, without its secret. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PersonalTokenResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PERSONAL_TOKEN_NOT_FOUND`: You have no such access token. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deletePersonalToken: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the access token. */
        token_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Revoked. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PERSONAL_TOKEN_NOT_FOUND`: You have no such access token. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listUsers: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Exactly this e-mail address, whatever its case. */
        email?: string;
        /** @description Only of this identity provider. For administrators. */
        issuer?: string;
        /** @description Part of the username, the address or a name. For administrators. */
        keyword?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'username' | '-username' | 'created_at' | '-created_at';
        /** @description Only these. For administrators. */
        status?: 'active' | 'disabled' | 'deleted' | 'purged';
        /** @description Exactly this username, whatever its case. */
        username?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeenUserResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUserById: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeenUserResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteUser: {
    parameters: {
      query?: {
        /** @description Fingerprint of the deletion preview; not needed when the user owns nothing. */
        confirm?: string;
        /** @description Who would get what the user owns. Without: it is removed. */
        heir_id?: string;
      };
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Deleted. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_DELETED`: The user is deleted. `USER_DELETION_UNCONFIRMED`: The deletion concerns more than the caller has confirmed. `USER_IS_CALLER`: This cannot be done to oneself. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `HEIR_REFUSED`: This user cannot take over what another one owned. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreUser: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The user as they are now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeenUserResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_RESTORABLE`: The purge of the user has begun. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  previewUserDeletion: {
    parameters: {
      query?: {
        /** @description Who would get what the user owns. Without: it is removed. */
        heir_id?: string;
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Counts by kind. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserDeletionPreviewResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listUserDotfiles: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Only the one at exactly this path. */
        path?: string;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'path' | '-path' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createUserDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateDotfileRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeUserDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeDotfilesRequest'];
      };
    };
    responses: {
      /** @description What was made or replaced. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  copyUserDotfiles: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CopyDotfilesRequest'];
      };
    };
    responses: {
      /** @description What is here now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileResponse'][];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUserDotfileUsage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Used and limits. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileUsageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUserDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The dotfile. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteUserDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateUserDotfile: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateDotfileRequest'];
        'application/merge-patch+json': components['schemas']['UpdateDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreUserDotfile: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RestoreDotfileRequest'];
      };
    };
    responses: {
      /** @description The dotfile as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DotfileContentResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `DOTFILE_EXISTS`: There is a dotfile at this path already. `DOTFILE_PATH_CLASH`: One dotfile would be a folder of another. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. `DOTFILES_TOO_LARGE`: The owner would have more than its dotfiles may take. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. `DOTFILE_PATH_REFUSED`: A dotfile cannot lie there. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listUserDotfileRevisions: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'version' | '-version';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the dotfile. */
        dotfile_id: string;
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevisionResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `NOT_FOUND`: There is no such thing, or it is not visible to you. `DOTFILE_NOT_FOUND`: There is no such dotfile, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  suspendUser: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the user. */
        user_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserSuspensionRequest'];
      };
    };
    responses: {
      /** @description The user as they are now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SeenUserResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `REQUEST_TIMEOUT`: The request did not arrive in time. */
      408: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_DELETED`: The user is deleted. `USER_IS_CALLER`: This cannot be done to oneself. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It does. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Name and version. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Version'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
