/** Types of central's HTTP API, made by scripts/generate-api.ts from its OpenAPI document. */
export interface paths {
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
        post: operations["forgetDependency"];
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
         * Show a deployment with its steps and warnings
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
         * Log of a deployment as text
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
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * State and step changes of all deployments, live; resumes after Last-Event-ID
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
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose token this is
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
         * List projects
         * @description Permission: projects.read
         */
        get: operations["listProjects"];
        put?: never;
        /**
         * Create a project
         * @description Permission: projects.write
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
    "/api/v1/projects/{project}/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deployments, newest first
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
    "/api/v1/projects/{project}/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Logs of the running app
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
         * List secrets, never their values
         * @description Permission: secrets.read
         */
        get: operations["listProjectSecrets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set and unset secrets as one change
         * @description Permission: secrets.write
         */
        patch: operations["changeProjectSecrets"];
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
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API tokens
         * @description Permission: tokens.read
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token
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
            /** @enum {string} */
            role: "viewer" | "deployer" | "admin";
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
            target: string;
            detail: string;
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
        Failure: {
            code: string;
            message: string;
            hint: string;
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
        Node: {
            id: string;
            name: string;
            connected: boolean;
            /** @description null: it has joined and never connected */
            lastSeenAt: string | null;
            hostname: string;
            system: string;
            agentVersion: string;
            nixVersion: string;
            caddyVersion: string;
            serviceManager: string;
            toolchains: string;
            projectCount: number;
            warning: string | null;
            /** @description Load, memory, disk and running releases as last told */
            heartbeat: unknown;
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
            repositoryUrl: string;
            repositoryName: string;
            branch: string;
            domains: string[];
            /** @description URLs of the domains, as visitors reach them */
            addresses: string[];
            autoDeploy: boolean;
            node: {
                id: string;
                name: string;
                connected: boolean;
            };
            environmentVersion: number;
            webhookUrl: string;
            /** Format: date-time */
            createdAt: string;
            /** @description The deployment that has the traffic */
            live: components["schemas"]["Deployment"] | null;
            latest: components["schemas"]["Deployment"] | null;
        };
        Secret: {
            key: string;
            /** @description Id of the node whose own value it is; null: every node's */
            node: string | null;
            /** @description Version of the environment in which it was last set */
            version: number;
            /** Format: date-time */
            updatedAt: string;
            updatedBy: string;
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
export type Delivery = components['schemas']['Delivery'];
export type DependencyDigest = components['schemas']['DependencyDigest'];
export type Deployment = components['schemas']['Deployment'];
export type DeploymentDetail = components['schemas']['DeploymentDetail'];
export type DeploymentStep = components['schemas']['DeploymentStep'];
export type Failure = components['schemas']['Failure'];
export type JoinToken = components['schemas']['JoinToken'];
export type Node = components['schemas']['Node'];
export type Problem = components['schemas']['Problem'];
export type Project = components['schemas']['Project'];
export type Secret = components['schemas']['Secret'];
export type WebhookSetup = components['schemas']['WebhookSetup'];
export type ResponseProblem = components['responses']['Problem'];
export type $defs = Record<string, never>;
export interface operations {
    listAuditEntries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
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
    listDeliveries: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
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
                        replayOf: number | null;
                        /** Format: date-time */
                        receivedAt: string;
                        /** @description As it came; of large ones the parts that a replay needs */
                        payload: string;
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
            header?: never;
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
    forgetDependency: {
        parameters: {
            query?: never;
            header?: never;
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
            header?: never;
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
                    "text/plain": string;
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
                    "application/json": {
                        actor: string;
                        /** @enum {string} */
                        role: "viewer" | "deployer" | "admin";
                    };
                };
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
            header?: never;
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
            header?: never;
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
    revokeNode: {
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
            header?: never;
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
            header?: never;
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
    changeProject: {
        parameters: {
            query?: never;
            header?: never;
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
                    repositoryUrl?: string;
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
    listProjectDeployments: {
        parameters: {
            query?: {
                limit?: number;
                /** @description `next` of the answer before */
                cursor?: string;
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
                        items: components["schemas"]["Deployment"][];
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
            header?: never;
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
    followProjectLogs: {
        parameters: {
            query?: {
                lines?: number;
                follow?: string;
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
    rollBackProject: {
        parameters: {
            query?: never;
            header?: never;
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
                    "application/json": {
                        environmentVersion: number;
                        items: components["schemas"]["Secret"][];
                    };
                };
            };
            "4XX": components["responses"]["Problem"];
            "5XX": components["responses"]["Problem"];
        };
    };
    changeProjectSecrets: {
        parameters: {
            query?: never;
            header?: never;
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
                    "application/json": {
                        environmentVersion: number;
                        /** @description null: nothing is live, or apply was false */
                        deployment: components["schemas"]["Deployment"] | null;
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
                    "application/json": components["schemas"]["WebhookSetup"];
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
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Shown in histories as who did it */
                    name: string;
                    /** @enum {string} */
                    role: "viewer" | "deployer" | "admin";
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
                        id: string;
                        name: string;
                        /** @enum {string} */
                        role: "viewer" | "deployer" | "admin";
                        createdBy: string;
                        /** Format: date-time */
                        createdAt: string;
                        expiresAt: string | null;
                        lastUsedAt: string | null;
                        revokedAt: string | null;
                        /** @description Shown once */
                        token: string;
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
            header?: never;
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
