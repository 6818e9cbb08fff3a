package org.jettyferry.update.eligibility;

import java.util.List;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;

/**
 * Whether the nodes can change one by one.
 *
 * @param obstacles why not; empty if they can
 * @param notChecked what is not known
 */
public record Eligibility(List<Obstacle> obstacles, List<NotChecked> notChecked) {
    static Eligibility of(List<Finding> findings) {
        return new Eligibility(only(findings, Obstacle.class), only(findings, NotChecked.class));
    }

    private static <T> List<T> only(List<Finding> findings, Class<T> type) {
        return findings.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns whether they can, as far as it was checked. */
    public boolean possible() {
        return obstacles.isEmpty();
    }
}
