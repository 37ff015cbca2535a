/** Types of central's HTTP API, made by scripts/generate-api.ts from its OpenAPI document. */
export interface paths {
    "/api/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what is known of oneself
         * @description Permission: account
         */
        patch: operations["changeAccount"];
        trace?: never;
    };
    "/api/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the password; all other sessions end
         * @description Permission: account
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make new recovery codes; the old ones count no more
         * @description Permission: account
         */
        post: operations["replaceRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where one is signed in
         * @description Permission: account
         */
        get: operations["listAccountSessions"];
        put?: never;
        post?: never;
        /**
         * End all other sessions
         * @description Permission: account
         */
        delete: operations["deleteAccountSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/sessions/{session}": {
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
         * End a session
         * @description Permission: account
         */
        delete: operations["deleteAccountSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to use an authenticator app; it counts when a code has confirmed it
         * @description Permission: account
         */
        post: operations["enrollTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Turn the authenticator app on, with a code from it
         * @description Permission: account
         */
        post: operations["confirmTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/account/totp/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in without codes from now on
         * @description Permission: account
         */
        post: operations["disableTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, newest first
         * @description Permission: audit.read
         */
        get: operations["listAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The audit log as a file
         * @description Permission: audit.read
         */
        get: operations["exportAuditEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries, newest first
         * @description Permission: deliveries.read
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a delivery with its payload
         * @description Permission: deliveries.read
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Put a delivery into the inbox once more
         * @description Permission: deliveries.replay
         */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dependencies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what is recorded of packages whose lock file has no hash for them
         * @description Permission: dependencies.read
         */
        get: operations["listDependencies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/dependencies/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept that a package has changed: its next use counts as the first
         * @description Permission: dependencies.write
         */
        post: operations["forgetDependencies"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a deployment with its steps, its warnings and what it changed
         * @description Permission: deployments.read
         */
        get: operations["getDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a deployment before its switch
         * @description Permission: deployments.write
         */
        post: operations["cancelDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Live log and state of a deployment: events output, step, state, warning, then end; resumes after Last-Event-ID
         * @description Permission: deployments.read
         */
        get: operations["followDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Log of a deployment: as text, or what was printed in pages of JSON with a search
         * @description Permission: deployments.read
         */
        get: operations["getDeploymentLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment}/redeploy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deploy the same commit once more, with the present secrets
         * @description Permission: deployments.write
         */
        post: operations["redeployDeployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and step changes of all visible deployments, live, and `changed` with the names of what shows something new; resumes after Last-Event-ID
         * @description Permission: deployments.read
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List GitHub connections
         * @description Permission: github.read
         */
        get: operations["listGithubConnections"];
        put?: never;
        /**
         * Add a GitHub App or a token
         * @description Permission: github.write
         */
        post: operations["createGithubConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections/{connection}": {
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
         * Remove a GitHub connection
         * @description Permission: github.write
         */
        delete: operations["deleteGithubConnection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections/{connection}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask GitHub who this is and what it may do
         * @description Permission: github.write
         */
        post: operations["testGithubConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invitations that nobody has taken yet
         * @description Permission: members.write
         */
        get: operations["listInvitations"];
        put?: never;
        /**
         * Invite somebody; the link is for you to send
         * @description Permission: members.write
         */
        post: operations["createInvitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Become a member, or set a new password, with a link */
        post: operations["acceptInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a link is for */
        post: operations["lookupInvitations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/invitations/{invitation}": {
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
         * Take an invitation back
         * @description Permission: members.write
         */
        delete: operations["deleteInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who asks, and what he may
         * @description Permission: self.read
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the people who may sign in
         * @description Permission: members.read
         */
        get: operations["listMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a member
         * @description Permission: members.read
         */
        get: operations["getMember"];
        put?: never;
        post?: never;
        /**
         * Remove a member, with his sessions and tokens
         * @description Permission: members.write
         */
        delete: operations["deleteMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's roles, or shut him out for a while
         * @description Permission: members.write
         */
        patch: operations["changeMember"];
        trace?: never;
    };
    "/api/v1/members/{member}/reset-totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let a member who lost his authenticator app sign in without it
         * @description Permission: members.write
         */
        post: operations["resetMemberTotp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List nodes
         * @description Permission: nodes.read
         */
        get: operations["listNodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/join-tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a one-time token and the line to paste on the machine that becomes a node
         * @description Permission: nodes.write
         */
        post: operations["createJoinToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a node
         * @description Permission: nodes.read
         */
        get: operations["getNode"];
        put?: never;
        post?: never;
        /**
         * Take a node out of the list for good
         * @description Permission: nodes.write
         */
        delete: operations["deleteNode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/clean": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remove from a node what nothing needs any more
         * @description Permission: nodes.write
         */
        post: operations["cleanNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/disk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What each project keeps on a node, and what cleaning would free
         * @description Permission: nodes.read
         */
        get: operations["getNodeDisk"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Load, CPU, memory and disk of a node over time
         * @description Permission: nodes.read
         */
        get: operations["getNodeMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{node}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shut a node out at once; its applications go on, and it may join again
         * @description Permission: nodes.write
         */
        post: operations["revokeNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notification channels
         * @description Permission: notifications.read
         */
        get: operations["listNotifications"];
        put?: never;
        /**
         * Add a notification channel
         * @description Permission: notifications.write
         */
        post: operations["createNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{channel}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a notification channel
         * @description Permission: notifications.read
         */
        get: operations["getNotification"];
        put?: never;
        post?: never;
        /**
         * Remove a notification channel
         * @description Permission: notifications.write
         */
        delete: operations["deleteNotification"];
        options?: never;
        head?: never;
        /**
         * Change a notification channel
         * @description Permission: notifications.write
         */
        patch: operations["changeNotification"];
        trace?: never;
    };
    "/api/v1/notifications/{channel}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what a channel was told, newest first
         * @description Permission: notifications.read
         */
        get: operations["listNotificationDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{channel}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message now and tell what became of it
         * @description Permission: notifications.write
         */
        post: operations["testNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenapiDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the projects that you may see
         * @description Permission: projects.read
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create a project
         * @description Permission: projects.create
         */
        post: operations["createProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a project
         * @description Permission: projects.read
         */
        get: operations["getProject"];
        put?: never;
        post?: never;
        /**
         * Delete a project, its secrets and everything its node keeps of it
         * @description Permission: projects.write
         */
        delete: operations["deleteProject"];
        options?: never;
        head?: never;
        /**
         * Change a project
         * @description Permission: projects.write
         */
        patch: operations["changeProject"];
        trace?: never;
    };
    "/api/v1/projects/{project}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start the live release again with the present secrets and domains, no build
         * @description Permission: deployments.write
         */
        post: operations["applyProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/deploy-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a key pair for a private repository; one that was there counts no more
         * @description Permission: projects.write
         */
        post: operations["createProjectDeployKey"];
        /**
         * Remove the deploy key
         * @description Permission: projects.write
         */
        delete: operations["deleteProjectDeployKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deployments with their steps, newest first
         * @description Permission: deployments.read
         */
        get: operations["listProjectDeployments"];
        put?: never;
        /**
         * Deploy
         * @description Permission: deployments.write
         */
        post: operations["deployProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/deployments/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show a deployment by its number within the project
         * @description Permission: deployments.read
         */
        get: operations["getProjectDeployment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List a project's domains with their certificates
         * @description Permission: projects.read
         */
        get: operations["listProjectDomains"];
        put?: never;
        /**
         * Add a domain; it reaches the node at once
         * @description Permission: projects.write
         */
        post: operations["createProjectDomain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/domains/{domain}": {
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
         * Remove a domain; its node stops answering to it at once
         * @description Permission: projects.write
         */
        delete: operations["deleteProjectDomain"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Logs of the running app: events output { at, stderr, text, release }, note { message }, then end
         * @description Permission: logs.read
         */
        get: operations["followProjectLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/logs/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Logs of the running app as text
         * @description Permission: logs.read
         */
        get: operations["downloadProjectLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List who may see a project
         * @description Permission: members.read
         */
        get: operations["listProjectMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/members/{member}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a member a role in a project
         * @description Permission: members.write
         */
        put: operations["setProjectMember"];
        post?: never;
        /**
         * Take a member's role in a project away
         * @description Permission: members.write
         */
        delete: operations["deleteProjectMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * CPU, memory, requests, response times and restarts over time
         * @description Permission: metrics.read
         */
        get: operations["getProjectMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return to an earlier release: its code and its environment, no build
         * @description Permission: deployments.write
         */
        post: operations["rollBackProject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List secrets with what the config file asks for; sensitive values are not shown
         * @description Permission: secrets.read
         */
        get: operations["listProjectSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set and unset secrets, and what is said of them, as one change
         * @description Permission: secrets.write
         */
        patch: operations["changeProjectSecrets"];
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Names of the secrets that are different between two versions of the environment
         * @description Permission: secrets.read
         */
        get: operations["getProjectSecretsDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All values as the text of a .env file; written to the audit log
         * @description Permission: secrets.reveal
         */
        post: operations["exportProjectSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed which secret when, newest first; never a value
         * @description Permission: secrets.read
         */
        get: operations["getProjectSecretsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a .env text as one change; with any problem in it nothing is changed
         * @description Permission: secrets.write
         */
        post: operations["importProjectSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What importing a .env text would change; names only
         * @description Permission: secrets.write
         */
        post: operations["previewProjectSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make all secrets what they were at an earlier version; this makes a new version
         * @description Permission: secrets.write
         */
        post: operations["restoreProjectSecrets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/secrets/{key}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the value of one secret; written to the audit log
         * @description Permission: secrets.reveal
         */
        post: operations["revealProjectSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project}/webhook-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the webhook secret; the old one counts no more
         * @description Permission: projects.write
         */
        post: operations["replaceProjectWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find projects, nodes, deployments and pages by a few letters
         * @description Permission: self.read
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign in; the session is a cookie */
        post: operations["signIn"];
        /**
         * Sign out
         * @description Permission: account
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Finish signing in, with a code of the authenticator app or a recovery code */
        post: operations["signInWithCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether central still waits for its first owner */
        get: operations["getSetup"];
        put?: never;
        /** Become the first owner, with the link that central printed */
        post: operations["setUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one's own API tokens; admins see all
         * @description Permission: tokens.read
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token, for at most what one may
         * @description Permission: tokens.write
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token}": {
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
         * Revoke an API token
         * @description Permission: tokens.write
         */
        delete: operations["deleteToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/config.schema.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** JSON Schema of config.vpspilot.json, for editors */
        get: operations["getConfigSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether central works */
        get: operations["checkHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Metrics for Prometheus
         * @description Permission: metrics.read
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** GitHub's webhooks; authenticated by X-Hub-Signature-256 */
        post: operations["receiveGithubWebhook"];
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
        ApiToken: {
            id: string;
            name: string;
            role: components["schemas"]["Role"];
            /** @description Permissions; empty: all of its role */
            scopes: string[];
            /** @description The only project it is for */
            project: string | null;
            /** @description Whose it is; it may never do more than this person */
            userId: string | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            expiresAt: string | null;
            lastUsedAt: string | null;
            revokedAt: string | null;
        };
        AuditEntry: {
            id: number;
            /** Format: date-time */
            at: string;
            actor: string;
            action: string;
            projectId: number | null;
            /** @description Slug, while the project is there */
            project: string | null;
            target: string;
            detail: string;
        };
        Channel: {
            id: number;
            /** @description Slug; null: every project and all nodes */
            project: string | null;
            name: string;
            /** @enum {string} */
            kind: "slack" | "discord" | "email" | "webhook";
            /** @description Its secret part is left out: https://hooks.slack.com/…a1b2 */
            target: string;
            events: ("deployment_failed" | "deployment_recovered" | "deployment_live" | "node_offline" | "node_online" | "disk_low" | "certificate_expiring" | "secret_reminder")[];
            enabled: boolean;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            lastDelivery: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                outcome: "pending" | "sent" | "failed";
                detail: string;
            } | null;
        };
        ChannelDelivery: {
            id: number;
            event: string;
            /** Format: date-time */
            at: string;
            attempts: number;
            /** @enum {string} */
            outcome: "pending" | "sent" | "failed";
            /** @description What the other side answered, or why it was not reached */
            detail: string;
            /** @description Pending ones: when it is tried next */
            nextAttemptAt: string | null;
        };
        ChannelTestResult: {
            /** @enum {string} */
            outcome: "sent" | "failed";
            detail: string;
        };
        CodeNeeded: {
            /** @constant */
            state: "code_needed";
            /** @description Good for five minutes and a few attempts */
            challenge: string;
        };
        Delivery: {
            id: number;
            /** @description X-GitHub-Delivery */
            deliveryId: string | null;
            event: string;
            project: string | null;
            /** @enum {string} */
            outcome: "received" | "deployed" | "ignored" | "refused" | "failed";
            reason: string;
            detail: string;
            deploymentId: string | null;
            /** @description Within the project */
            deploymentNumber: number | null;
            replayOf: number | null;
            /** Format: date-time */
            receivedAt: string;
        };
        DependencyDigest: {
            /** @description Package manager: composer, pip, … */
            ecosystem: string;
            /** @description As the deployment named it */
            key: string;
            sha256: string;
            /** @description Node that used it first */
            recordedBy: string;
            /** Format: date-time */
            recordedAt: string;
        };
        DeployKey: {
            /** @description One line for "Deploy keys" in the settings of the repository */
            publicKey: string;
            fingerprint: string;
        };
        Deployment: {
            id: string;
            projectId: number;
            /** @description Slug of the project */
            project: string;
            nodeId: string;
            /** @description Number within the project; the release has the same */
            number: number;
            /** @enum {string} */
            kind: "push" | "manual" | "rollback" | "environment";
            /** @enum {string} */
            state: "queued" | "running" | "live" | "replaced" | "rolled_back" | "failed" | "canceled" | "superseded";
            /** @description Running step, or the one that failed */
            step: ("fetch" | "config" | "dependencies" | "render" | "build" | "test" | "secrets" | "release" | "start" | "health" | "switch" | "drain" | "watch") | null;
            branch: string;
            /** @description Empty until it is known */
            commit: string;
            commitMessage: string;
            commitAuthor: string;
            /** @description The same as commitAuthor */
            authorName: string;
            /** @description Where the commit can be read; null: the repository is at no address like GitHub */
            commitUrl: string | null;
            environmentVersion: number;
            toRelease: number | null;
            storePath: string | null;
            generation: number | null;
            port: number | null;
            failure: components["schemas"]["Failure"] | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            liveAt: string | null;
            /** @description Set when nothing more will happen, the watch included */
            finishedAt: string | null;
        };
        DeploymentComparison: {
            /** @description The release that was live before this one; null: there was none */
            against: number | null;
            commits: {
                sha: string;
                subject: string;
                author: string;
                url: string | null;
            }[];
            commitsMore: boolean;
            /** @description What is different in the config file; null: it is not there */
            config: {
                path: string;
                from: string | null;
                to: string | null;
            }[];
            /** @description Names only */
            secrets: {
                added: string[];
                removed: string[];
                changed: string[];
            };
            /** @description null: one of both is not known */
            closure: {
                added: {
                    name: string;
                    version: string;
                    bytes: number;
                }[];
                removed: {
                    name: string;
                    version: string;
                    bytes: number;
                }[];
                changed: {
                    name: string;
                    from: string;
                    to: string;
                    /** @description How much larger it became */
                    bytes: number;
                }[];
                bytesFrom: number;
                bytesTo: number;
            } | null;
        };
        DeploymentDetail: {
            id: string;
            projectId: number;
            /** @description Slug of the project */
            project: string;
            nodeId: string;
            /** @description Number within the project; the release has the same */
            number: number;
            /** @enum {string} */
            kind: "push" | "manual" | "rollback" | "environment";
            /** @enum {string} */
            state: "queued" | "running" | "live" | "replaced" | "rolled_back" | "failed" | "canceled" | "superseded";
            /** @description Running step, or the one that failed */
            step: ("fetch" | "config" | "dependencies" | "render" | "build" | "test" | "secrets" | "release" | "start" | "health" | "switch" | "drain" | "watch") | null;
            branch: string;
            /** @description Empty until it is known */
            commit: string;
            commitMessage: string;
            commitAuthor: string;
            /** @description The same as commitAuthor */
            authorName: string;
            /** @description Where the commit can be read; null: the repository is at no address like GitHub */
            commitUrl: string | null;
            environmentVersion: number;
            toRelease: number | null;
            storePath: string | null;
            generation: number | null;
            port: number | null;
            failure: components["schemas"]["Failure"] | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            liveAt: string | null;
            /** @description Set when nothing more will happen, the watch included */
            finishedAt: string | null;
            steps: components["schemas"]["DeploymentStep"][];
            /** @description What a queued deployment waits for */
            waitingFor: string | null;
            /** @description Each thing once: runtime_version tells the end of life of a language */
            warnings: {
                /** Format: date-time */
                at: string;
                code: string;
                message: string;
            }[];
            compare: components["schemas"]["DeploymentComparison"];
            /** @description What you may do with it now */
            actions: {
                cancel: boolean;
                redeploy: boolean;
                rollBack: boolean;
            };
        };
        DeploymentStep: {
            name: string;
            /** @enum {string} */
            state: "running" | "done" | "skipped" | "failed" | "canceled";
            /** Format: date-time */
            startedAt: string;
            durationMs: number | null;
            note: string;
        };
        DeploymentSummary: {
            id: string;
            projectId: number;
            /** @description Slug of the project */
            project: string;
            nodeId: string;
            /** @description Number within the project; the release has the same */
            number: number;
            /** @enum {string} */
            kind: "push" | "manual" | "rollback" | "environment";
            /** @enum {string} */
            state: "queued" | "running" | "live" | "replaced" | "rolled_back" | "failed" | "canceled" | "superseded";
            /** @description Running step, or the one that failed */
            step: ("fetch" | "config" | "dependencies" | "render" | "build" | "test" | "secrets" | "release" | "start" | "health" | "switch" | "drain" | "watch") | null;
            branch: string;
            /** @description Empty until it is known */
            commit: string;
            commitMessage: string;
            commitAuthor: string;
            /** @description The same as commitAuthor */
            authorName: string;
            /** @description Where the commit can be read; null: the repository is at no address like GitHub */
            commitUrl: string | null;
            environmentVersion: number;
            toRelease: number | null;
            storePath: string | null;
            generation: number | null;
            port: number | null;
            failure: components["schemas"]["Failure"] | null;
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            startedAt: string | null;
            liveAt: string | null;
            /** @description Set when nothing more will happen, the watch included */
            finishedAt: string | null;
            /** @description In the order they began */
            steps: {
                name: string;
                /** @enum {string} */
                state: "running" | "done" | "skipped" | "failed" | "canceled";
                durationMs: number | null;
            }[];
        };
        Domain: {
            domain: string;
            url: string;
            certificate: {
                /**
                 * @description none: the address has no TLS; unknown: the node has not told of it
                 * @enum {string}
                 */
                state: "valid" | "none" | "unknown";
                notAfter: string | null;
            };
            /** @description Addresses that its name leads to */
            dns?: string[];
        };
        EnvironmentChange: {
            environmentVersion: number;
            /** Format: date-time */
            at: string;
            by: string;
            changes: components["schemas"]["SecretChange"][];
        };
        Failure: {
            code: string;
            message: string;
            hint: string;
        };
        GithubConnection: {
            id: number;
            /** @description Projects name it by this */
            name: string;
            /** @enum {string} */
            kind: "app" | "token";
            apiUrl: string;
            appId: string | null;
            /** @description Tells credentials apart without showing them: ghp_…a1b2 */
            credential: string;
            /** @description Of the App; null: its webhook's secret is not set */
            webhookUrl: string | null;
            /** @description Slugs of the projects that use it */
            projects: string[];
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The newest thing that GitHub was told, or should have been */
            lastReport: {
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                outcome: "pending" | "sent" | "failed";
                detail: string;
            } | null;
        };
        GithubConnectionTest: {
            ok: boolean;
            /** @description As whom GitHub knows it */
            account: string | null;
            /** @description Its permissions, or what is wrong */
            detail: string;
        };
        ImportPreview: {
            added: string[];
            changed: string[];
            same: string[];
            /** @description Set now and not in the text: gone with remove: true */
            removed: string[];
            /** @description With one of these nothing is imported, and the lists are empty */
            problems: {
                line: number;
                message: string;
            }[];
            /** @description What is allowed and may surprise */
            notes: {
                line: number;
                message: string;
            }[];
        };
        Invitation: {
            id: string;
            email: string;
            role: components["schemas"]["Role"] | null;
            projects: {
                /** @description Slug */
                project: string;
                role: components["schemas"]["ProjectRole"];
            }[];
            createdBy: string;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        JoinToken: {
            /** @description Shown once */
            token: string;
            nodeName: string;
            /** @description A node of this name exists and will be replaced */
            rejoins: boolean;
            /** Format: date-time */
            expiresAt: string;
            installCommand: string;
        };
        LogLine: {
            id: number;
            /** Format: date-time */
            at: string;
            step: string;
            stderr: boolean;
            /** @description As it was printed: it may contain HTML and terminal sequences */
            text: string;
        };
        Me: {
            /** @enum {string} */
            kind: "session" | "token";
            /** @description As histories name the caller */
            actor: string;
            /** @description Everywhere; null: only what projectRoles say */
            role: components["schemas"]["Role"] | null;
            /** @description null: a token that belongs to nobody */
            user: {
                id: string;
                name: string;
                email: string;
                totp: boolean;
                recoveryCodesLeft: number;
            } | null;
            /** @description Outside of projects */
            permissions: string[];
            /** @description By slug */
            projectRoles: {
                [key: string]: components["schemas"]["ProjectRole"];
            };
            /** @description For the header x-csrf-token of every change; null for tokens */
            csrfToken: string | null;
            version: string;
        };
        Member: {
            id: string;
            name: string;
            email: string;
            role: components["schemas"]["Role"] | null;
            totp: boolean;
            disabled: boolean;
            lastSeenAt: string | null;
            /** Format: date-time */
            createdAt: string;
            projects: {
                /** @description Slug */
                project: string;
                role: components["schemas"]["ProjectRole"];
            }[];
        };
        NewChannel: {
            channel: components["schemas"]["Channel"];
            /** @description Webhooks only: the key of their signatures, shown once */
            secret: string | null;
        };
        Node: {
            id: string;
            name: string;
            connected: boolean;
            /** @enum {string} */
            state: "online" | "offline" | "never_connected";
            /** @description Of the present connection; null: there is none */
            connectedSince: string | null;
            /** @description null: it has joined and never connected */
            lastSeenAt: string | null;
            hostname: string;
            /** @description Where its agent connects from; empty: never connected */
            address: string;
            system: string;
            agentVersion: string;
            /** @description It differs from the agent that this central serves */
            agentOutdated: boolean;
            nixVersion: string;
            caddyVersion: string;
            serviceManager: string;
            toolchains: string;
            projectCount: number;
            warning: string | null;
            /** @description Its newest client certificate; null: all are revoked */
            certificate: {
                /** Format: date-time */
                notAfter: string;
            } | null;
            load: {
                one: number;
                /** @description 0: not known */
                cpus: number;
            } | null;
            memory: {
                totalBytes: number;
                availableBytes: number;
            } | null;
            disk: {
                totalBytes: number;
                availableBytes: number;
            } | null;
            /** @description What runs there, as last told */
            releases: {
                project: string;
                release: number;
                healthy: boolean;
            }[];
            /** @description The last heartbeat as the agent has sent it */
            heartbeat: unknown;
        };
        NodeCleaned: {
            freedBytes: number;
        };
        NodeDisk: {
            /** Format: date-time */
            at: string;
            storeBytes: number;
            /** @description Of the store: nothing needs it any more */
            freeableBytes: number;
            /** @description Fetched files and mirrors of repositories */
            cacheBytes: number;
            projects: {
                project: string;
                releases: {
                    number: number;
                    /** @description All it needs of the store; releases share most of it */
                    bytes: number;
                    /** @description What would be freed if only this release went */
                    ownBytes: number;
                    live: boolean;
                    /** @description live, rollback or draining */
                    keptFor: string;
                }[];
                logsBytes: number;
                sharedBytes: number;
            }[];
        };
        NodeMetrics: {
            /** @description Distance of the points */
            stepSeconds: number;
            series: {
                /** @description At most 500 points; null: nothing was measured */
                load: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                memoryUsedBytes: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                diskUsedBytes: [
                    number,
                    number | null
                ][];
                /** @description Of all CPUs together */
                cpuPercent: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                cpuPercentMax: [
                    number,
                    number | null
                ][];
            };
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            hint?: string;
            requestId: string;
            errors?: {
                path: string;
                message: string;
            }[];
        };
        Project: {
            id: number;
            slug: string;
            description: string;
            /**
             * @description failed: the newest deployment did; an earlier release may serve all the same
             * @enum {string}
             */
            status: "live" | "deploying" | "failed" | "never_deployed" | "node_offline";
            repositoryUrl: string;
            repositoryName: string;
            branch: string;
            /** @description Patterns of paths: only a push that changes one of them deploys; empty: every push */
            watchPaths: string[];
            domains: string[];
            /** @description URLs of the domains, as visitors reach them */
            addresses: string[];
            /** @description The first of the addresses */
            appUrl: string | null;
            autoDeploy: boolean;
            node: {
                id: string;
                name: string;
                connected: boolean;
            };
            environmentVersion: number;
            webhookUrl: string;
            /** @description Name of the connection */
            githubConnection: string | null;
            /** @description What the node fetches the repository with */
            deployKey: {
                publicKey: string;
                fingerprint: string;
            } | null;
            /** Format: date-time */
            createdAt: string;
            /** @description The deployment that has the traffic */
            live: components["schemas"]["Deployment"] | null;
            latest: components["schemas"]["Deployment"] | null;
        };
        ProjectMember: {
            member: {
                id: string;
                name: string;
                email: string;
            };
            role: components["schemas"]["Role"];
            /** @enum {string} */
            from: "project" | "everywhere";
        };
        ProjectMetrics: {
            /** @description Distance of the points */
            stepSeconds: number;
            series: {
                /** @description 100 is one whole CPU */
                cpuPercent: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                cpuPercentMax: [
                    number,
                    number | null
                ][];
                /** @description Highest of the step */
                memoryBytes: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                requestsPerMinute: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                responseMsP50: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                responseMsP95: [
                    number,
                    number | null
                ][];
                /** @description Answered with 5xx */
                errorsPerMinute: [
                    number,
                    number | null
                ][];
                /** @description At most 500 points; null: nothing was measured */
                restarts: [
                    number,
                    number | null
                ][];
            };
            /** @description Those that went live in the window */
            deployments: {
                number: number;
                /** Format: date-time */
                at: string;
                kind: string;
            }[];
        };
        /** @enum {string} */
        ProjectRole: "viewer" | "deployer" | "admin";
        /** @enum {string} */
        ProjectRoleInput: "viewer" | "deployer" | "admin";
        /** @enum {string} */
        Role: "viewer" | "deployer" | "admin" | "owner";
        /** @enum {string} */
        RoleInput: "viewer" | "deployer" | "admin" | "owner";
        SearchResult: {
            /** @enum {string} */
            kind: "project" | "node" | "deployment" | "page";
            title: string;
            subtitle: string;
            /** @description Of the page in the dashboard */
            path: string;
        };
        Secret: {
            key: string;
            /** @description Id of the node whose own value it is; null: every node's */
            node: string | null;
            nodeName: string | null;
            /**
             * @description The value of a plain one is shown to everybody who may see the project
             * @enum {string}
             */
            kind: "sensitive" | "plain";
            /** @description null: it is sensitive */
            value: string | null;
            /** @description Version of the environment in which it was last set */
            version: number;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: string;
            remindAt: string | null;
            note: string;
        };
        SecretChange: {
            key: string;
            /** @description Id of the node whose own value it is; null: every node's */
            node: string | null;
            /** @enum {string} */
            change: "added" | "changed" | "removed";
        };
        SecretList: {
            environmentVersion: number;
            /** @description Which version the live release has; null: nothing is live */
            appliedVersion: number | null;
            /** @description Something was changed that the live release does not have */
            pending: boolean;
            items: components["schemas"]["Secret"][];
            /** @description Names that the config file of the newest deployment asks for */
            placeholders: string[];
            /** @description Those of them without a value: a deployment would fail */
            missing: string[];
            /** @description Secrets that no placeholder names. The application gets them all the same */
            unused: string[];
        };
        SecretsChanged: {
            environmentVersion: number;
            /** @description null: nothing is live, or apply was false */
            deployment: components["schemas"]["Deployment"] | null;
        };
        Session: {
            id: string;
            current: boolean;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description To the minute
             */
            lastSeenAt: string;
            /** Format: date-time */
            expiresAt: string;
            address: string;
            userAgent: string;
        };
        SignedIn: {
            /** @constant */
            state: "signed_in";
            me: components["schemas"]["Me"];
        };
        WebhookSetup: {
            url: string;
            /** @description Shown once */
            secret: string;
            /** @constant */
            contentType: "application/json";
            events: [
                "push"
            ];
            instructions: string;
        };
    };
    responses: {
        /** @description What went wrong: a stable code, a sentence, and what to do next */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type ApiToken = components['schemas']['ApiToken'];
export type AuditEntry = components['schemas']['AuditEntry'];
export type Channel = components['schemas']['Channel'];
export type ChannelDelivery = components['schemas']['ChannelDelivery'];
export type ChannelTestResult = components['schemas']['ChannelTestResult'];
export type CodeNeeded = components['schemas']['CodeNeeded'];
export type Delivery = components['schemas']['Delivery'];
export type DependencyDigest = components['schemas']['DependencyDigest'];
export type DeployKey = components['schemas']['DeployKey'];
export type Deployment = components['schemas']['Deployment'];
export type DeploymentComparison = components['schemas']['DeploymentComparison'];
export type DeploymentDetail = components['schemas']['DeploymentDetail'];
export type DeploymentStep = components['schemas']['DeploymentStep'];
export type DeploymentSummary = components['schemas']['DeploymentSummary'];
export type Domain = components['schemas']['Domain'];
export type EnvironmentChange = components['schemas']['EnvironmentChange'];
export type Failure = components['schemas']['Failure'];
export type GithubConnection = components['schemas']['GithubConnection'];
export type GithubConnectionTest = components['schemas']['GithubConnectionTest'];
export type ImportPreview = components['schemas']['ImportPreview'];
export type Invitation = components['schemas']['Invitation'];
export type JoinToken = components['schemas']['JoinToken'];
export type LogLine = components['schemas']['LogLine'];
export type Me = components['schemas']['Me'];
export type Member = components['schemas']['Member'];
export type NewChannel = components['schemas']['NewChannel'];
export type Node = components['schemas']['Node'];
export type NodeCleaned = components['schemas']['NodeCleaned'];
export type NodeDisk = components['schemas']['NodeDisk'];
export type NodeMetrics = components['schemas']['NodeMetrics'];
export type Problem = components['schemas']['Problem'];
export type Project = components['schemas']['Project'];
export type ProjectMember = components['schemas']['ProjectMember'];
export type ProjectMetrics = components['schemas']['ProjectMetrics'];
export type ProjectRole = components['schemas']['ProjectRole'];
export type ProjectRoleInput = components['schemas']['ProjectRoleInput'];
export type Role = components['schemas']['Role'];
export type RoleInput = components['schemas']['RoleInput'];
export type SearchResult = components['schemas']['SearchResult'];
export type Secret = components['schemas']['Secret'];
export type SecretChange = components['schemas']['SecretChange'];
export type SecretList = components['schemas']['SecretList'];
export type SecretsChanged = components['schemas']['SecretsChanged'];
export type Session = components['schemas']['Session'];
export type SignedIn = components['schemas']['SignedIn'];
export type WebhookSetup = components['schemas']['WebhookSetup'];
export type ResponseProblem = components['responses']['Problem'];
export type $defs = Record<string, never>;
export interface operations {
    changeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    current: string;
                    /** @description 12 to 200 characters */
                    password: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    replaceRecoveryCodes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown once */
                        recoveryCodes: string[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listAccountSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Session"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteAccountSessions: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteAccountSession: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    enrollTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description To type by hand; shown once */
                        secret: string;
                        /** @description For the QR code */
                        uri: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    confirmTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown once */
                        recoveryCodes: string[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    disableTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    password: string;
                    /** @description Six digits */
                    code: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listAuditEntries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
                /** @description Slug or id */
                project?: string;
                /** @description Who, exactly as shown */
                actor?: string;
                /** @description "secret.set", or "secret" for all of them */
                action?: string;
                /** @description Not before */
                from?: string;
                /** @description Before */
                to?: string;
                /** @description A part of any column */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditEntry"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    exportAuditEntries: {
        parameters: {
            query?: {
                /** @description Slug or id */
                project?: string;
                /** @description Who, exactly as shown */
                actor?: string;
                /** @description "secret.set", or "secret" for all of them */
                action?: string;
                /** @description Not before */
                from?: string;
                /** @description Before */
                to?: string;
                /** @description A part of any column */
                q?: string;
                format?: "csv" | "json";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
                /** @description Slug or id */
                project?: string;
                outcome?: "received" | "deployed" | "ignored" | "refused" | "failed";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Delivery"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: number;
                        /** @description X-GitHub-Delivery */
                        deliveryId: string | null;
                        event: string;
                        project: string | null;
                        /** @enum {string} */
                        outcome: "received" | "deployed" | "ignored" | "refused" | "failed";
                        reason: string;
                        detail: string;
                        deploymentId: string | null;
                        /** @description Within the project */
                        deploymentNumber: number | null;
                        replayOf: number | null;
                        /** Format: date-time */
                        receivedAt: string;
                        /** @description As it came; of large ones the parts that a replay needs */
                        payload: string;
                        /** @description Without the signature */
                        headers: {
                            [key: string]: string;
                        };
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                delivery: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: number;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listDependencies: {
        parameters: {
            query?: {
                /** @description Package manager: composer, pip, … */
                ecosystem?: string;
                /** @description Part of the key */
                search?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DependencyDigest"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    forgetDependencies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Package manager: composer, pip, … */
                    ecosystem: string;
                    /** @description As the deployment named it */
                    key: string;
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentDetail"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cancelDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    followDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getDeploymentLog: {
        parameters: {
            query?: {
                /** @description text: everything, as a file */
                format?: "text" | "json";
                /** @description Only lines of this step (json) */
                step?: string;
                /** @description Only lines with this text (json) */
                q?: string;
                /** @description `next` of the page before (json) */
                after?: number;
                limit?: number;
            };
            header?: never;
            path: {
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": {
                        items: components["schemas"]["LogLine"][];
                        /** @description `after` of the next page; null: that was all, for now */
                        next: string | null;
                    };
                    "application/json": {
                        items: components["schemas"]["LogLine"][];
                        /** @description `after` of the next page; null: that was all, for now */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    redeployDeployment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                deployment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    followEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listGithubConnections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["GithubConnection"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createGithubConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Projects name it by this */
                    name: string;
                    /** @enum {string} */
                    kind: "app" | "token";
                    /**
                     * @description GitHub Enterprise: https://<host>/api/v3
                     * @default https://api.github.com
                     */
                    apiUrl?: string;
                    /** @description App: its id or client id */
                    appId?: string;
                    /** @description App: PEM as GitHub gives it */
                    privateKey?: string;
                    /** @description A fine-grained or classic personal access token */
                    token?: string;
                    /** @description App: the secret of its webhook, for pushes of all its repositories */
                    webhookSecret?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GithubConnection"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteGithubConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Name or id */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testGithubConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Name or id */
                connection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GithubConnectionTest"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Invitation"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @description Everywhere; null: only in the projects named */
                    role: components["schemas"]["RoleInput"] | null;
                    projects?: {
                        /** @description Slug */
                        project: string;
                        role: components["schemas"]["ProjectRoleInput"];
                    }[];
                    /** @default 72 */
                    ttlHours?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invitation: components["schemas"]["Invitation"];
                        /** @description Works once, and is shown once */
                        link: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    acceptInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name: string;
                    /** @description 12 to 200 characters */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    lookupInvitations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description reset: sets the password of a member anew
                         * @enum {string}
                         */
                        kind: "invitation" | "reset";
                        email: string;
                        /** @description Empty for whoever is new */
                        name: string;
                        role: components["schemas"]["Role"] | null;
                        invitedBy: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteInvitation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                invitation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listMembers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Member"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or e-mail address */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Id or e-mail address */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Id or e-mail address */
                member: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role?: components["schemas"]["RoleInput"] | null;
                    disabled?: boolean;
                    /** @description All of them: others end */
                    projects?: {
                        /** @description Slug */
                        project: string;
                        role: components["schemas"]["ProjectRoleInput"];
                    }[];
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    resetMemberTotp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Id or e-mail address */
                member: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listNodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Node"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createJoinToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Lower-case letters, digits and - */
                    nodeName: string;
                    /** @default 60 */
                    ttlMinutes?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JoinToken"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Node"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteNode: {
        parameters: {
            query?: {
                /** @description Also when it still has projects */
                force?: string;
            };
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    cleanNode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeCleaned"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getNodeDisk: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeDisk"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getNodeMetrics: {
        parameters: {
            query?: {
                /** @description Default: an hour before `to` */
                from?: string;
                /** @description Default: now */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeMetrics"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revokeNode: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Name or id */
                node: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description Only its own channels */
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Channel"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Slug or id; default: every project and all nodes */
                    project?: string | null;
                    /** @description What people call it */
                    name: string;
                    /** @enum {string} */
                    kind: "slack" | "discord" | "email" | "webhook";
                    /** @description url for slack, discord and webhook; to for email */
                    target: {
                        url: string;
                    } | {
                        /** @description Addresses, with commas between */
                        to: string;
                    };
                    /** @description Webhooks only; default: a new random one */
                    secret?: string;
                    events: ("deployment_failed" | "deployment_recovered" | "deployment_live" | "node_offline" | "node_online" | "disk_low" | "certificate_expiring" | "secret_reminder")[];
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewChannel"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getNotification: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                channel: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                channel: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people call it */
                    name?: string;
                    /** @description url for slack, discord and webhook; to for email */
                    target?: {
                        url: string;
                    } | {
                        /** @description Addresses, with commas between */
                        to: string;
                    };
                    /** @description Webhooks only; default: a new random one */
                    secret?: string;
                    events?: ("deployment_failed" | "deployment_recovered" | "deployment_live" | "node_offline" | "node_online" | "disk_low" | "certificate_expiring" | "secret_reminder")[];
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listNotificationDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
            };
            header?: never;
            path: {
                channel: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ChannelDelivery"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    testNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                channel: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTestResult"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getOpenapiDocument: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProjects: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
                /** @description A part of the name, the description, the repository or a domain */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Project"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As GitHub names it in its webhooks; default: the end of the address */
                    repositoryName?: string;
                    /** @description Default: main */
                    branch?: string;
                    domains?: string[];
                    /** @description Deploy each push to the branch; default: true */
                    autoDeploy?: boolean;
                    /** @description Only a push that changes one of these paths deploys: apps/web/**, !**\/*.md */
                    watchPaths?: string[];
                    description?: string;
                    repositoryUrl: string;
                    name: string;
                    /** @description Name or id; default: the only node */
                    node?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        project: components["schemas"]["Project"];
                        webhook: components["schemas"]["WebhookSetup"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProject: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Project"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The project's slug, typed by hand */
                    confirm: string;
                } | null;
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description As GitHub names it in its webhooks; default: the end of the address */
                    repositoryName?: string;
                    /** @description Default: main */
                    branch?: string;
                    domains?: string[];
                    /** @description Deploy each push to the branch; default: true */
                    autoDeploy?: boolean;
                    /** @description Only a push that changes one of these paths deploys: apps/web/**, !**\/*.md */
                    watchPaths?: string[];
                    description?: string;
                    repositoryUrl?: string;
                    /** @description Name of the connection with which it is fetched and reported; null: none */
                    githubConnection?: string | null;
                    /** @description Name or id of another node; only before the first deployment */
                    node?: string;
                    /**
                     * @description Bring changed domains to the node at once
                     * @default true
                     */
                    apply?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        project: components["schemas"]["Project"];
                        deployment: components["schemas"]["Deployment"] | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    applyProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createProjectDeployKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeployKey"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteProjectDeployKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProjectDeployments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
                state?: "queued" | "running" | "live" | "replaced" | "rolled_back" | "failed" | "canceled" | "superseded";
                kind?: "push" | "manual" | "rollback" | "environment";
                /** @description The beginning of a commit, or a part of its message or its author */
                q?: string;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["DeploymentSummary"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deployProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: the branch's tip when it starts */
                    commit?: string;
                    /** @description Default: the project's branch */
                    branch?: string;
                } | null;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProjectDeployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentDetail"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProjectDomains: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Domain"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createProjectDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    domain: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        domain: components["schemas"]["Domain"];
                        /** @description Brings it to the node; null: nothing is live */
                        deployment: components["schemas"]["Deployment"] | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteProjectDomain: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
                domain: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    followProjectLogs: {
        parameters: {
            query?: {
                /** @description Past lines */
                lines?: number;
                /** @description Then go on with new ones */
                follow?: string;
                /** @description Only lines with this text; case does not matter */
                q?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    downloadProjectLogs: {
        parameters: {
            query?: {
                /** @description Only lines with this text; case does not matter */
                q?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProjectMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ProjectMember"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setProjectMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Id or e-mail address */
                member: string;
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    role: components["schemas"]["ProjectRoleInput"];
                };
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteProjectMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Id or e-mail address */
                member: string;
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProjectMetrics: {
        parameters: {
            query?: {
                /** @description Default: an hour before `to` */
                from?: string;
                /** @description Default: now */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectMetrics"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    rollBackProject: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Default: the release that was live before */
                    to?: number;
                } | null;
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deployment"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listProjectSecrets: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretList"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeProjectSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    set?: {
                        [key: string]: string;
                    };
                    unset?: string[];
                    /** @description New secrets are sensitive; to show one needs secrets.reveal */
                    kind?: {
                        [key: string]: "sensitive" | "plain";
                    };
                    /** @description When somebody shall be told to renew it; null: never */
                    remindAt?: {
                        [key: string]: string | null;
                    };
                    note?: {
                        [key: string]: string;
                    };
                    /** @description Name or id: only for this node; default: for every node */
                    node?: string;
                    /**
                     * @description Start the live release again with it, at once
                     * @default true
                     */
                    apply?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsChanged"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProjectSecretsDiff: {
        parameters: {
            query: {
                /** @description 0: before the first secret was set */
                from: number;
                /** @description Default: the present version */
                to?: number;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SecretChange"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    exportProjectSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name or id: as this node gets them; default: what is set for every node */
                    node?: string;
                } | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        text: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getProjectSecretsHistory: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
                key?: string;
            };
            header?: never;
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EnvironmentChange"][];
                        /** @description `cursor` of the next page; null: that was all */
                        next: string | null;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    importProjectSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands in a .env file */
                    text: string;
                    /** @description Name or id: only for this node; default: for every node */
                    node?: string;
                    /**
                     * @description Start the live release again with it, at once
                     * @default true
                     */
                    apply?: boolean;
                    /**
                     * @description Unset what is not in the text
                     * @default false
                     */
                    remove?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsChanged"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    previewProjectSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands in a .env file */
                    text: string;
                    /** @description Name or id: only for this node; default: for every node */
                    node?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    restoreProjectSecrets: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    version: number;
                    /**
                     * @description Start the live release again with it, at once
                     * @default true
                     */
                    apply?: boolean;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecretsChanged"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    revealProjectSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Name or id: only for this node; default: for every node */
                    node?: string;
                    /** @description As it was at this version of the environment; default: now */
                    version?: number;
                } | null;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        value: string;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    replaceProjectWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path: {
                /** @description Slug or id */
                project: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSetup"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    search: {
        parameters: {
            query: {
                q: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["SearchResult"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"] | components["schemas"]["CodeNeeded"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    signInWithCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    challenge: string;
                    /** @description Six digits */
                    code?: string;
                    recoveryCode?: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getSetup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        needed: boolean;
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    setUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                    name: string;
                    email: string;
                    /** @description 12 to 200 characters */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key is the same request: it happens once */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Shown in histories as who did it */
                    name: string;
                    role: components["schemas"]["RoleInput"];
                    /** @description Permissions; default: all of its role */
                    scopes?: string[];
                    /** @description Only for this project */
                    project?: string;
                    /** @description Default: it does not expire */
                    expiresInDays?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Shown once */
                        token: string;
                        record: components["schemas"]["ApiToken"];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    deleteToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description The etag of what is to be changed; 412 when it is new */
                "if-match"?: string;
            };
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getConfigSchema: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    checkHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    receiveGithubWebhook: {
        parameters: {
            query?: {
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        outcome: string;
                        reason: string;
                        deliveries: number[];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
}
