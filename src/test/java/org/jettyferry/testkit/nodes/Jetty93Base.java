package org.jettyferry.testkit.nodes;

import java.nio.file.Path;
import java.util.Map;

/**
 * Jetty 9.3: its module has the connection commented out, so the file is written anew; and each web application must be
 * given a session manager of its own.
 */
final class Jetty93Base extends JettyBase {
    Jetty93Base(NodePlan plan, Path base) {
        super(plan, base);
    }

    @Override
    String modules() {
        return "http,deploy,ext,jdbc-sessions";
    }

    @Override
    Map<String, String> sessionProperties() {
        return Map.of("jetty.jdbcSession.workerName", plan.workerName);
    }

    @Override
    String contextClass() {
        return "org.eclipse.jetty.webapp.WebAppContext";
    }

    @Override
    String contextElements() {
        return """
                  <Ref refid="Server"><Get id="jdbcIdMgr" name="sessionIdManager"/></Ref>
                  <Set name="sessionHandler">
                    <New class="org.eclipse.jetty.server.session.SessionHandler">
                      <Arg>
                        <New class="org.eclipse.jetty.server.session.JDBCSessionManager">
                          <Set name="sessionIdManager"><Ref refid="jdbcIdMgr"/></Set>
                %s        </New>
                      </Arg>
                    </New>
                  </Set>
                """.formatted(plan.savesAtOnce ? "          <Set name=\"saveInterval\">0</Set>\n" : "");
    }

    @Override
    void writeMore() {
        xml("etc/jetty-jdbc-sessions.xml", """
                <Configure id="Server" class="org.eclipse.jetty.server.Server">
                  <Set name="sessionIdManager">
                    <New id="idMgr" class="org.eclipse.jetty.server.session.JDBCSessionIdManager">
                      <Arg><Ref refid="Server"/></Arg>
                      <Set name="workerName"><Property name="jetty.jdbcSession.workerName"/></Set>
                      <Set name="scavengeInterval"><Property name="jetty.jdbcSession.scavenge" default="1800"/></Set>
                %s%s%s    </New>
                  </Set>
                </Configure>
                """.formatted(connections(), blobType(), tables()));
    }

    /** As in the sample's file of this name, or with a URL. */
    private String connections() {
        return plan.pooled
                ? "      <Set name=\"datasourceName\">jdbc/sessions</Set>\n"
                : """
                      <Call name="setDriverInfo">
                        <Arg>%s</Arg>
                        <Arg>%s</Arg>
                      </Call>
                """.formatted(plan.driver().getName(), escaped(plan.nodeUrl()));
    }

    private String blobType() {
        return plan.blobType.isEmpty()
                ? ""
                : "      <Get name=\"dbAdaptor\"><Set name=\"blobType\">" + plan.blobType + "</Set></Get>\n";
    }

    private String tables() {
        StringBuilder xml = new StringBuilder();
        plan.schema.forEach((name, value) -> xml.append("      <Get name=\"%s\"><Set name=\"%s\">%s</Set></Get>\n"
                .formatted(
                        "idsTable".equals(name) ? "sessionIdTableSchema" : "sessionTableSchema",
                        name.replaceFirst("^(t|idsT)able$", "tableName"),
                        escaped(value))));
        return xml.toString();
    }
}
