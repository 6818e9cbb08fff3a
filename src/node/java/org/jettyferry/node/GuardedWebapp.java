package org.jettyferry.node;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jettyferry.node.answer.Problem;
import org.jettyferry.node.guard.GuardReport;
import org.jettyferry.node.guard.Verdict;
import org.jspecify.annotations.Nullable;

/** A web application whose sessions are in a database, as the guard sees it from one start to its end. Thread-safe. */
final class GuardedWebapp implements GuardReport.Webapp {
    /** Of its own for each class loader: a web application may bring this class beside the one of the module. */
    static final String ATTRIBUTE =
            GuardedWebapp.class.getName() + "@" + Integer.toHexString(System.identityHashCode(GuardedWebapp.class));

    /** What the filter says of a disabled context; what is wrong is for the operator, not for users. */
    private static final Problem ANSWER =
            new Problem(503, "Service Unavailable", "Updating database ... Try again later.", "code", "CTX-0007");

    private final GuardDuty duty;
    private final String path;
    private final @Nullable Verdict objection;
    private final @Nullable Runnable restart;

    /**
     * Makes one that has not started yet.
     *
     * @param duty looks at its tables
     * @param path its context path; empty for the root
     * @param objection why it is kept off its tables from the start; null if it is not
     * @param restart starts it again; null where only its container can
     */
    GuardedWebapp(GuardDuty duty, String path, @Nullable Verdict objection, @Nullable Runnable restart) {
        this.duty = duty;
        this.path = path;
        this.objection = objection;
        this.restart = restart;
    }

    /** That of a web application; null if it has no sessions in a database, or nothing guards them. */
    static @Nullable GuardedWebapp of(ServletContext context) {
        Object found = context.getAttribute(ATTRIBUTE);
        return found instanceof GuardedWebapp ? (GuardedWebapp) found : null;
    }

    /** Lets its tables be watched from now on. */
    void enter() {
        duty.watch().enter(this);
    }

    /** It ends. */
    void leave() {
        duty.watch().leave(this);
    }

    /** Whether it answers 503. Costs next to nothing: each request asks. */
    boolean closed() {
        return objection != null || duty.watch().closing() != null;
    }

    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Retry-After", duty.retryAfter());
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
    public @Nullable Verdict reason() {
        return objection != null ? objection : duty.watch().closing();
    }

    @Override
    public boolean keptOff() {
        return objection != null;
    }
}
