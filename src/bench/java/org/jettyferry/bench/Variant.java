package org.jettyferry.bench;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Something that runs before a web application, for example a filter or rewrite rules. Each variant has its own web
 * application on the same server. The rules redirect the users of that many tenants; the measured request matches none.
 *
 * @param name its context path, without the slash
 * @param webXml elements of its {@code web.xml}
 * @param contextXml elements of its context file
 * @param page the requested path, below the context path
 * @param status what is answered
 */
record Variant(String name, String webXml, String contextXml, String page, int status) {
    static final String PAGE = "shop/list";

    static Variant none() {
        return passing("none", "", "");
    }

    static Variant emptyFilter() {
        return passing("empty-filter", filter("org.jettyferry.bench.EmptyFilter", ""), "");
    }

    /** Ferry's filter registers itself; only its settings are named. */
    static Variant ferry(String name, String properties, int status) {
        return new Variant(name, """
                <context-param>
                  <param-name>ferry.properties</param-name>
                  <param-value>%s</param-value>
                </context-param>
                """.formatted(properties), "", PAGE, status);
    }

    /** Jetty's own rules, inserted before everything else of the web application. */
    static Variant rewriteHandler(int rules) {
        String name = "rewrite-" + rules;
        String list = each(rules, """
                <Call name="addRule">
                  <Arg>
                    <New class="org.eclipse.jetty.rewrite.handler.RedirectRegexRule">
                      <Set name="regex">/%1$s/tenant%%1$d/(.*)</Set>
                      <Set name="location">https://new.example.com/%1$s/tenant%%1$d/$1</Set>
                      <Set name="statusCode">307</Set>
                    </New>
                  </Arg>
                </Call>
                """.formatted(name));
        return passing(name, "", """
                <Call name="insertHandler">
                  <Arg>
                    <New class="org.eclipse.jetty.rewrite.handler.RewriteHandler">%s</New>
                  </Arg>
                </Call>
                """.formatted(list));
    }

    /** Returns the variant with Tuckey's filter; its rules are a separate file, see {@link #tuckeyRules}. */
    static Variant tuckey(int rules) {
        String parameters = parameter("confPath", "/WEB-INF/urlrewrite.xml")
                + parameter("logLevel", "WARN")
                + parameter("statusEnabled", "false");
        return passing("tuckey-" + rules, filter("org.tuckey.web.filters.urlrewrite.UrlRewriteFilter", parameters), "");
    }

    static String tuckeyRules(int rules) {
        return "<urlrewrite>" + each(rules, """
                <rule>
                  <from>^/tenant%1$d/(.*)$</from>
                  <to type="temporary-redirect">https://new.example.com/tenant%1$d/$1</to>
                </rule>
                """) + "</urlrewrite>";
    }

    private static Variant passing(String name, String webXml, String contextXml) {
        return new Variant(name, webXml, contextXml, PAGE, 200);
    }

    private static String filter(String type, String parameters) {
        return """
                <filter>
                  <filter-name>before</filter-name>
                  <filter-class>%s</filter-class>
                  <async-supported>true</async-supported>
                  %s
                </filter>
                <filter-mapping>
                  <filter-name>before</filter-name>
                  <url-pattern>/*</url-pattern>
                </filter-mapping>
                """.formatted(type, parameters);
    }

    private static String parameter(String name, String value) {
        return "<init-param><param-name>%s</param-name><param-value>%s</param-value></init-param>"
                .formatted(name, value);
    }

    private static String each(int count, String format) {
        return IntStream.rangeClosed(1, count).mapToObj(format::formatted).collect(Collectors.joining());
    }
}
