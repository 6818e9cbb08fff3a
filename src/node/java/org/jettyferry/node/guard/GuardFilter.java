package org.jettyferry.node.guard;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jettyferry.node.answer.Problem;
import org.jettyferry.node.view.RegistryAddress;
import org.jspecify.annotations.Nullable;

/** Answers everything with 503 and the remedy, in place of a web application that must not touch the session tables. */
public final class GuardFilter implements Filter {
    private static final String SENTENCE = "sentence";
    private static final String REMEDY = "remedy";
    private static final String RETRY_AFTER = "retryAfter";

    private Problem problem = problem("", "");
    private String retryAfter = "";
    private @Nullable ClassLoader webapp;

    /**
     * Gives the init-params that such a filter needs.
     *
     * @param verdict what is wrong
     * @param retryAfter seconds after which clients may ask again
     */
    public static Map<String, String> parameters(Verdict verdict, String retryAfter) {
        Map<String, String> parameters = new HashMap<>();
        parameters.put(SENTENCE, verdict.sentence());
        parameters.put(REMEDY, verdict.remedy());
        parameters.put(RETRY_AFTER, retryAfter);
        return parameters;
    }

    @Override
    public void init(FilterConfig config) {
        problem = problem(config.getInitParameter(SENTENCE), config.getInitParameter(REMEDY));
        retryAfter = config.getInitParameter(RETRY_AFTER);
        webapp = config.getServletContext().getClassLoader();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException {
        HttpServletResponse answer = (HttpServletResponse) response;
        answer.setHeader("Retry-After", retryAfter);
        problem.send((HttpServletRequest) request, answer);
    }

    @Override
    public void destroy() {
        if (webapp != null) {
            RegistryAddress.forgetDrivers(webapp);
        }
    }

    private static Problem problem(String sentence, String remedy) {
        return new Problem(
                HttpServletResponse.SC_SERVICE_UNAVAILABLE, "This node is not in service", sentence, REMEDY, remedy);
    }
}
