package org.jettyferry.testkit.nodes;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Jetty 9.4 and later: properties configure the module session-store-jdbc. */
final class ModuleBase extends JettyBase {
    private static final String STORE = "jetty.session.jdbc.";

    ModuleBase(NodePlan plan, Path base) {
        super(plan, base);
    }

    @Override
    String modules() {
        String web = plan.ee.map(ee -> ee + "-deploy," + ee + "-annotations").orElse("deploy,annotations");
        return "http,ext," + (namesItsStore() ? "session-store-jdbc," : "") + web;
    }

    @Override
    Map<String, String> sessionProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("jetty.sessionIdManager.workerName", plan.workerName);
        if (plan.pooled) {
            properties.put("db-connection-type", "datasource");
            properties.put(STORE + "datasourceName", "jdbc/sessions");
        } else {
            if (namesItsStore()) {
                properties.put("db-connection-type", "driver");
                properties.put(STORE + "driverClass", plan.driver().getName());
            }
            properties.put(STORE + "driverUrl", plan.sessionUrl());
        }
        if (!plan.blobType.isEmpty()) {
            properties.put(STORE + "blobType", plan.blobType);
        }
        plan.schema.forEach((name, value) -> properties.put(STORE + "schema." + name, value));
        return properties;
    }

    /** A guest needs two lines, as docs/howto-node-by-node.md says: its module, and the URL. */
    private boolean namesItsStore() {
        return plan.pooled || !plan.guest;
    }

    @Override
    String contextClass() {
        return plan.ee
                .map(ee -> "org.eclipse.jetty." + ee + ".webapp.WebAppContext")
                .orElse("org.eclipse.jetty.webapp.WebAppContext");
    }

    @Override
    String contextElements() {
        return "";
    }
}
