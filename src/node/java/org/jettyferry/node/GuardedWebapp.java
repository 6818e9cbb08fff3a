package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jettyferry.node.answer.Problem;
import org.jettyferry.node.guard.CheckResult;
import org.jettyferry.node.guard.GuardReport;
import org.jspecify.annotations.Nullable;

/** A web application whose sessions are in a database, as the guard sees it from one start to its end. Thread-safe. */
final class GuardedWebapp implements GuardReport.Webapp {
    /** Of its own for each class loader: a web application may bring this class beside the one of the module. */
    static final String ATTRIBUTE =
            GuardedWebapp.class.getName() + "@" + Integer.toHexString(System.identityHashCode(GuardedWebapp.class));

    /** What the filter says of a disabled context; what is wrong is for the operator, not for users. */
    private static final Problem ANSWER =
            new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");

    private final GuardPolicy policy;
    private final String path;
    private final @Nullable CheckResult rejection;
    private final @Nullable Runnable restart;

    /**
     * Makes one that has not started yet.
     *
     * @param policy looks at its tables
     * @param path its context path; empty for the root
     * @param rejection why it is kept off its tables from the start; null if it is not
     * @param restart starts it again; null where only its container can
     */
    GuardedWebapp(GuardPolicy policy, String path, @Nullable CheckResult rejection, @Nullable Runnable restart) {
        this.policy = policy;
        this.path = path;
        this.rejection = rejection;
        this.restart = restart;
    }

    /** That of a web application; null if it has no sessions in a database, or nothing guards them. */
    static @Nullable GuardedWebapp of(ServletContext context) {
        Object found = context.getAttribute(ATTRIBUTE);
        return found instanceof GuardedWebapp ? (GuardedWebapp) found : null;
    }

    /** Lets its tables be watched from now on. */
    void enter() {
        policy.watch().enter(this);
    }

    /** It ends. */
    void leave() {
        policy.watch().leave(this);
    }

    /** Whether it answers 503. Costs next to nothing: each request asks. */
    boolean closed() {
        return rejection != null || policy.watch().closing() != null;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", policy.retryAfter());
        ANSWER.send(request, response);
    }

    /** Starts it again if that is possible, now that its tables fit. */
    void reopen() {
        if (restart != null) {
            restart.run();
        }
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable CheckResult reason() {
        return rejection != null ? rejection : policy.watch().closing();
    }

    @Override
    public boolean keptOff() {
        return rejection != null;
    }
}
