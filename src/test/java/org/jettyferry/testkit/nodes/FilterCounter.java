package org.jettyferry.testkit.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A web application with a filter of its own, in web.xml, and one that its own initializer puts before all others. Both
 * tell how many times Ferry's filter has run ahead of them; the second answers.
 */
public final class FilterCounter {
    private static final String FILTERS = """
            import java.io.IOException;
            import java.util.*;
            import API.servlet.*;
            import API.servlet.http.*;

            public class Own implements Filter, ServletContainerInitializer {
                public void onStartup(Set<Class<?>> classes, ServletContext context) {
                    FilterRegistration.Dynamic early = context.addFilter("early", Own.class);
                    early.setAsyncSupported(true);
                    early.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
                }

                public void init(FilterConfig config) {}

                public void destroy() {}

                public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    int ferry = 0;
                    int own = 0;
                    for (StackTraceElement frame : new Throwable().getStackTrace()) {
                        boolean filter = frame.getMethodName().equals("doFilter");
                        ferry += filter && frame.getClassName().equals("org.jettyferry.node.FerryFilter") ? 1 : 0;
                        own += filter && frame.getClassName().equals("Own") ? 1 : 0;
                    }
                    ((HttpServletResponse) response).addIntHeader("Ferry-Before-" + own, ferry);
                    if (own > 1 || !request.getServletContext().getFilterRegistrations().containsKey("early")) {
                        response.getWriter().print("own");
                    } else {
                        chain.doFilter(request, response);
                    }
                }
            }
            """;

    private static final String WEB_XML = """
            <web-app version="3.1">
              <filter>
                <filter-name>own</filter-name>
                <filter-class>Own</filter-class>
                <async-supported>true</async-supported>
              </filter>
              <filter-mapping><filter-name>own</filter-name><url-pattern>/*</url-pattern></filter-mapping>
            </web-app>
            """;

    private FilterCounter() {}

    /**
     * Builds it.
     *
     * @param api {@code javax} or {@code jakarta}
     * @return its folder
     */
    public static Path webapp(String api) {
        Path root = SourceWebapp.build(api, "Own", FILTERS, WEB_XML);
        try {
            Path services = Files.createDirectories(root.resolve("WEB-INF/classes/META-INF/services"));
            Files.writeString(services.resolve(api + ".servlet.ServletContainerInitializer"), "Own\n");
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
