package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jettyferry.node.answer.Problem;
import org.jettyferry.node.guard.CheckResult;
import org.jettyferry.node.guard.GuardReport;
import org.jspecify.annotations.Nullable;

/** The guard's view of a web application with sessions in a database, from one start to its end. Thread-safe. */
final class GuardedWebapp implements GuardReport.Webapp {
    /** Differs for each class loader: a web application may contain this class, beside that of the module. */
    static final String ATTRIBUTE =
            GuardedWebapp.class.getName() + "@" + Integer.toHexString(System.identityHashCode(GuardedWebapp.class));

    /** The same answer as for a disabled context; only the operator learns what is wrong. */
    private static final Problem ANSWER =
            new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");

    private final GuardPolicy policy;
    private final String path;
    private final @Nullable CheckResult rejection;
    private final @Nullable Runnable restart;

    /**
     * Makes the view of a web application that has not started yet.
     *
     * @param policy checks its tables
     * @param path its context path; empty for the root
     * @param rejection why it is kept off its tables from the start; null if it is not
     * @param restart restarts it; null if only its container can
     */
    GuardedWebapp(GuardPolicy policy, String path, @Nullable CheckResult rejection, @Nullable Runnable restart) {
        this.policy = policy;
        this.path = path;
        this.rejection = rejection;
        this.restart = restart;
    }

    /** Returns the view of a web application; null if it has no sessions in a database, or no guard. */
    static @Nullable GuardedWebapp of(ServletContext context) {
        Object found = context.getAttribute(ATTRIBUTE);
        return found instanceof GuardedWebapp ? (GuardedWebapp) found : null;
    }

    /** Starts watching its tables. */
    void enter() {
        policy.watch().enter(this);
    }

    /** Stops watching, because it ends. */
    void leave() {
        policy.watch().leave(this);
    }

    /** Returns whether it answers 503; cheap, because each request calls it. */
    boolean closed() {
        return rejection != null || policy.watch().closing() != null;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", policy.retryAfter());
        ANSWER.send(request, response);
    }

    /** Restarts it, if possible, once its tables fit. */
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
    public boolean isGuest() {
        return policy.isGuest();
    }

    @Override
    public boolean keptOff() {
        return rejection != null;
    }
}
