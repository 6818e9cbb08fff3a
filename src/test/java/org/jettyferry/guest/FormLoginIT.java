package org.jettyferry.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_12_1;
import static org.jettyferry.testkit.nodes.JettyRelease.JETTY_9_3;
import static org.jettyferry.testkit.servers.ServerKind.MYSQL;
import static org.jettyferry.testkit.servers.ServerKind.POSTGRESQL;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jettyferry.testkit.nodes.Browser;
import org.jettyferry.testkit.nodes.JettyNode;
import org.jettyferry.testkit.nodes.SourceWebapp;
import org.jettyferry.testkit.servers.Scratch;
import org.jettyferry.testkit.servers.ServerTest;
import org.jettyferry.testkit.servers.TestDatabase;

/** Jetty's own form login, made on a node of 9.3 or on a guest of 12.1, holds on the other. */
class FormLoginIT {
    private static final String SERVLET = """
            import java.io.*;
            import API.servlet.http.*;

            public class Own extends HttpServlet {
                protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    response.setContentType("application/json");
                    response.getWriter().print("{\\"page\\":\\"" + request.getServletPath() + request.getPathInfo()
                            + "\\",\\"user\\":\\"" + request.getRemoteUser() + "\\"}");
                }

                protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                    doGet(request, response);
                }
            }
            """;

    private static final String DESCRIPTOR = """
            <web-app version="3.1">
              <servlet><servlet-name>own</servlet-name><servlet-class>Own</servlet-class></servlet>
              <servlet-mapping><servlet-name>own</servlet-name><url-pattern>/*</url-pattern></servlet-mapping>
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>secret</web-resource-name><url-pattern>/secret/*</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>customer</role-name></auth-constraint>
              </security-constraint>
              <security-role><role-name>customer</role-name></security-role>
              <login-config>
                <auth-method>FORM</auth-method><realm-name>shop</realm-name>
                <form-login-config>
                  <form-login-page>/login</form-login-page><form-error-page>/error</form-error-page>
                </form-login-config>
              </login-config>
            </web-app>
            """;

    private static final String ALICE = """
            <Arg>alice</Arg>
            <Arg><New class="org.eclipse.jetty.util.security.Password"><Arg>wonder</Arg></New></Arg>
            <Arg><Array type="java.lang.String"><Item>customer</Item></Array></Arg>
            """;

    private static final String REALM = """
            <?xml version="1.0"?>
            <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "http://www.eclipse.org/jetty/configure_9_3.dtd">
            <Configure class="%s">
              <Get name="securityHandler">
                <Set name="loginService">
                  <New class="org.eclipse.jetty.security.HashLoginService">
                    <Set name="name">shop</Set>
                    %s
                  </New>
                </Set>
              </Get>
            </Configure>
            """;

    @ServerTest(value = POSTGRESQL, wide = MYSQL)
    void aLoginHoldsOnTheOtherSide(TestDatabase database) throws Exception {
        Path javax = SourceWebapp.build("javax", "Own", SERVLET, DESCRIPTOR);
        Path jakarta = SourceWebapp.build("jakarta", "Own", SERVLET, DESCRIPTOR);
        realm(
                javax,
                "jetty-web.xml",
                "org.eclipse.jetty.webapp.WebAppContext",
                "<Call name=\"putUser\">" + ALICE + "</Call>");
        String store =
                "<Set name=\"userStore\"><New class=\"org.eclipse.jetty.security.UserStore\"><Call name=\"addUser\">"
                        + ALICE + "</Call></New></Set>";
        realm(jakarta, "jetty-ee10-web.xml", "org.eclipse.jetty.ee10.webapp.WebAppContext", store);
        try (JettyNode old = JettyNode.plan(JETTY_9_3, database)
                        .workerName("old1")
                        .savesAtOnce()
                        .webapp("/app", javax)
                        .start();
                JettyNode young = JettyNode.plan(JETTY_12_1, database)
                        .workerName("new1")
                        .guest()
                        .webapp("/app", jakarta)
                        .start()) {
            holds(old, young);
            holds(young, old);
            begunAndEnded(old, young);
            begunAndEnded(young, old);
            assertThat(young.log()).doesNotContain("ClassCastException", "Unreadable", "Unable to");
            assertThat(old.log()).doesNotContain("ClassCastException", "ClassNotFoundException");
        } finally {
            Scratch.delete(javax);
            Scratch.delete(jakarta);
        }
    }

    private static void realm(Path webapp, String file, String context, String users) throws IOException {
        Files.writeString(webapp.resolve("WEB-INF").resolve(file), REALM.formatted(context, users));
    }

    private static void holds(JettyNode first, JettyNode second) {
        Browser alice = new Browser();
        assertThat(page(alice, first)).isEqualTo("/login");
        login(alice, first);
        for (JettyNode node : new JettyNode[] {first, second, first, second}) {
            assertThat(page(alice, node)).as("%s", node).isEqualTo("/secret/x");
            assertThat(user(alice, node)).isEqualTo("alice");
        }
    }

    /** What Jetty keeps of a login in progress is not known on the other side; the login itself is good. */
    private static void begunAndEnded(JettyNode first, JettyNode second) {
        Browser alice = new Browser();
        assertThat(page(alice, first)).isEqualTo("/login");
        login(alice, second);
        assertThat(user(alice, second)).isEqualTo("alice");
        assertThat(user(alice, first)).isEqualTo("alice");
    }

    private static void login(Browser browser, JettyNode node) {
        browser.submit(
                node.uri().resolve("app/j_security_check"), Map.of("j_username", "alice", "j_password", "wonder"));
    }

    private static String page(Browser browser, JettyNode node) {
        return browser.open(node.uri().resolve("app/secret/x")).get("page").getAsString();
    }

    private static String user(Browser browser, JettyNode node) {
        return browser.open(node.uri().resolve("app/secret/x")).get("user").getAsString();
    }
}
