package org.jettyferry.testkit.traffic;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Every answer of all users, in the order of their arrival. Thread-safe. */
public final class Answers {
    private final Queue<Answer> all = new ConcurrentLinkedQueue<>();

    void add(Answer answer) {
        all.add(answer);
    }

    /**
     * Gives all answers so far.
     *
     * @return a copy
     */
    public List<Answer> all() {
        return List.copyOf(all);
    }

    /**
     * Gives the answers to requests that were sent in a phase and answered in it, so that only its rules hold for them.
     *
     * @param context the context that was asked for
     * @param from the phase's beginning, by {@link System#nanoTime}
     * @return a copy
     */
    public List<Answer> of(String context, long from) {
        return filtered(answer -> answer.context().equals(context) && answer.began() >= from);
    }

    /**
     * Gives the answers that no rule can excuse: none in time, 500, 502, 504, or a lost session.
     *
     * @return a copy, empty if all is well
     */
    public List<Answer> bad() {
        return filtered(answer -> List.of(0, 400, 404, 500, 502, 504).contains(answer.status())
                || answer.session() == Answer.Session.LOST);
    }

    /**
     * Gives the answers by which a user who should not notice anything was disturbed.
     *
     * @param context the context that should not be disturbed
     * @return a copy, empty if all is well
     */
    public List<Answer> disturbed(String context) {
        return filtered(answer -> answer.context().equals(context) && answer.disturbs());
    }

    private List<Answer> filtered(Predicate<Answer> wanted) {
        List<Answer> found = new ArrayList<>();
        all.stream().filter(wanted).forEach(found::add);
        return found;
    }
}
